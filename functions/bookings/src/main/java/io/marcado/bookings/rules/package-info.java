/**
 * The scheduling rules of a business, one small object each. A rule masks the starts that break it;
 * judging one start is the same mask over one cell. So every offered start is bookable.
 */
@NullMarked
package io.marcado.bookings.rules;

import org.jspecify.annotations.NullMarked;
