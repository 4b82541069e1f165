package io.marcado.platform.events;

import java.time.Instant;

/**
 * Something that happened in a capability, as others are told by the event bus.
 *
 * @param source the capability that tells it, for example {@code marcado.bookings}
 * @param type what happened, for example {@code booking.created}
 * @param occurredAt when it happened
 * @param detail to be written as JSON; it has an id that is the same whenever the same is told
 *     again
 */
public record Event(String source, String type, Instant occurredAt, Object detail) {}
