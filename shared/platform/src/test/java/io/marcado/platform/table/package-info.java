@NullMarked
package io.marcado.platform.table;

import org.jspecify.annotations.NullMarked;
