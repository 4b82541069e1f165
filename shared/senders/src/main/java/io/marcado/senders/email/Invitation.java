package io.marcado.senders.email;

import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalTimeline;
import java.time.Instant;
import java.util.Optional;

/**
 * What an e-mail tells the reader's calendar about a booking.
 *
 * @param uid the same for every message about the booking; calendars find its entry by it
 * @param sequence higher with each change; calendars keep the entry of the highest
 * @param cancelled true to take the entry out again
 * @param summary what the entry is called, on one line
 * @param organizer the name of the business, on one line
 * @param replyTo where the answers of calendars and people go; without it nobody is asked for one
 * @param time of the booking
 * @param timeline in which local time it was agreed on
 * @param writtenAt when this is told
 */
public record Invitation(
    String uid,
    long sequence,
    boolean cancelled,
    String summary,
    String organizer,
    Optional<String> replyTo,
    Interval time,
    LocalTimeline timeline,
    Instant writtenAt) {

  /** The purposes, by the names of iTIP (RFC 5546). */
  public enum Method {
    /** Asks whether the reader comes: mail programs show buttons for the answer. */
    REQUEST,
    /** Tells of it and asks for nothing. */
    PUBLISH,
    CANCEL
  }

  /** A button to decline that tells nobody would make people believe that they have cancelled. */
  public Method method() {
    if (cancelled) {
      return Method.CANCEL;
    }
    return replyTo.isPresent() ? Method.REQUEST : Method.PUBLISH;
  }

  /** Hides the names. */
  @Override
  public String toString() {
    return "Invitation";
  }
}
