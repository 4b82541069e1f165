/**
 * Keeps bookings at the local start that was agreed on, when the rules of a zone have changed or
 * the business moves to another zone.
 */
@NullMarked
package io.marcado.bookings.realign;

import org.jspecify.annotations.NullMarked;
