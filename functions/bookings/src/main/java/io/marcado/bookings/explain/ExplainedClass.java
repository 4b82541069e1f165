package io.marcado.bookings.explain;

import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.SeatsLeft;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalTimeline;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Why a seat of a class can be booked at a time or not.
 *
 * @param time of the session that is judged; where none starts then, as long as the class lasts
 * @param refusal what booking a seat of that session would answer; empty when it works, and where
 *     no session starts then
 * @param sessions those that start then, also cancelled ones; the one that is judged comes first
 * @param alternatives what booking would propose instead; empty unless it is full
 * @param before the last sessions before it with a free seat, nearest first
 * @param after the first ones after it
 */
public record ExplainedClass(
    OrganizationSettings settings,
    LocalTimeline timeline,
    Instant now,
    Interval time,
    Optional<BookingRefusal> refusal,
    List<Check> ofClient,
    List<ExplainedSession> sessions,
    List<SeatsLeft> alternatives,
    List<SeatsLeft> before,
    List<SeatsLeft> after)
    implements Explained {
  public ExplainedClass {
    ofClient = List.copyOf(ofClient);
    sessions = List.copyOf(sessions);
    alternatives = List.copyOf(alternatives);
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  @Override
  public boolean works() {
    return refusal.isEmpty() && !sessions.isEmpty();
  }

  /** True when the asked time is over. */
  public boolean hasBegun() {
    return !time.start().isAfter(now);
  }
}
