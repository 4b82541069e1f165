package io.marcado.messaging.published;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message about a booking that we sent, or a text that its client sent us. We store no number,
 * and the text only of what a client was told or has written.
 *
 * @param bookingId null, as the start, for a digest, which is about several
 * @param kind the kind of message, for example {@code CONFIRMED}; {@link #TEXT} for a client's own
 * @param start the start of the booking that the message stated; null for a client's own text
 * @param channel of the message, for example {@code SMS}
 * @param template language and name of its text, for example {@code pt/confirmed}; null for a
 *     client's own
 * @param text as it went out; null for the team
 */
public record SentMessage(
    @Nullable String bookingId,
    String kind,
    @Nullable Instant start,
    String channel,
    @Nullable String template,
    @Nullable String text,
    Instant sentAt) {
  /** What a client wrote. */
  public static final String TEXT = "TEXT";
}
