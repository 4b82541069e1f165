/** How often a client booked, came, cancelled and did not come. */
@NullMarked
package io.marcado.trail.visits;

import org.jspecify.annotations.NullMarked;
