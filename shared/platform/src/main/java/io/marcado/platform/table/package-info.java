/** The one table: keys that always carry their tenant, items, writes and their outcomes. */
@NullMarked
package io.marcado.platform.table;

import org.jspecify.annotations.NullMarked;
