/**
 * Reads hours as people write or copy them. {@link io.marcado.tenants.hours.Tokens} cuts the text,
 * {@link io.marcado.tenants.hours.HoursParser} makes rules of it, {@link
 * io.marcado.tenants.hours.Timetable} says what they mean for a date, and {@link
 * io.marcado.tenants.hours.HoursProposal} says that in settings.
 */
@NullMarked
package io.marcado.tenants.hours;

import org.jspecify.annotations.NullMarked;
