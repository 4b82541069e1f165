/** What became of one booking, in words. */
@NullMarked
package io.marcado.trail.history;

import org.jspecify.annotations.NullMarked;
