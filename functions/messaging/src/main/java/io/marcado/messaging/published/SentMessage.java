package io.marcado.messaging.published;

import java.time.Instant;

/**
 * A message about a booking that went out. What it said follows from its kind, its language and the
 * booking; neither the text nor the number it went to is kept.
 *
 * @param kind what it told, for example {@code CONFIRMED}
 * @param start when the booking was to begin, as the message stated it
 * @param channel by which it went, for example {@code SMS}
 * @param template language and name of its text, for example {@code pt/confirmed}
 */
public record SentMessage(
    String bookingId,
    String kind,
    Instant start,
    String channel,
    String template,
    Instant sentAt) {}
