/** When the bookings of a series are: rules of recurrence, as fields and as text. */
@NullMarked
package io.marcado.bookings.series;

import org.jspecify.annotations.NullMarked;
