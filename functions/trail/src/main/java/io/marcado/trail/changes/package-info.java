/** The changes in a business, and who made them. */
@NullMarked
package io.marcado.trail.changes;

import org.jspecify.annotations.NullMarked;
