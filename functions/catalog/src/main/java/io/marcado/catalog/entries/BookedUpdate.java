package io.marcado.catalog.entries;

/**
 * A request to change an entry that bookings may have.
 *
 * @param keepsBookings true when upcoming bookings that the change leaves outside stand as they are
 */
public record BookedUpdate<D>(EntryUpdate<D> update, boolean keepsBookings) {}
