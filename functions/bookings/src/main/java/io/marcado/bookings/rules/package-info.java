/**
 * The scheduling rules of a business, one small object each. A rule masks the starts that break it;
 * judging one start is the same mask over one cell. What is offered is therefore bookable.
 */
@NullMarked
package io.marcado.bookings.rules;

import org.jspecify.annotations.NullMarked;
