/** What was changed in a business, by whom. */
@NullMarked
package io.marcado.trail.changes;

import org.jspecify.annotations.NullMarked;
