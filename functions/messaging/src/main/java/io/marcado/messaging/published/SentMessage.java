package io.marcado.messaging.published;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message about a booking that we sent. We store no number, and the text only of what a client
 * was told.
 *
 * @param bookingId null, as the start, for a digest, which is about several
 * @param kind the kind of message, for example {@code CONFIRMED}
 * @param start the start of the booking that the message stated
 * @param channel of the message, for example {@code SMS}
 * @param template language and name of its text, for example {@code pt/confirmed}
 * @param text as it went out; null for the team
 */
public record SentMessage(
    @Nullable String bookingId,
    String kind,
    @Nullable Instant start,
    String channel,
    String template,
    @Nullable String text,
    Instant sentAt) {}
