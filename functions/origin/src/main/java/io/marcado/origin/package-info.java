/** The platform's own pages and signs of life, preflights, and the daily warm-up. */
@NullMarked
package io.marcado.origin;

import org.jspecify.annotations.NullMarked;
