/**
 * The truth about each resource's time: one row per UTC day, a counter of taken seats per five
 * minutes.
 */
@NullMarked
package io.marcado.bookings.ledger;

import org.jspecify.annotations.NullMarked;
