/**
 * Free time, worked out on bitmaps of five-minute cells: which starts can be offered, who would do
 * them, and what to propose instead of a time that is taken.
 */
@NullMarked
package io.marcado.bookings.availability;

import org.jspecify.annotations.NullMarked;
