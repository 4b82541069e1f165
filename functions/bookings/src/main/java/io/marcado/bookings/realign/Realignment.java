package io.marcado.bookings.realign;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.ClassSession;
import io.marcado.bookings.realign.Realigned.Outcome;
import io.marcado.domain.time.LocalStart;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.TzRelease;
import io.marcado.domain.time.Zone;
import java.time.Instant;
import java.util.Optional;

/**
 * Says at which instant a booking is to begin, so that it begins when people agreed that it would.
 *
 * @param rules the rules of zones that hold now
 * @param zoneId the zone into which the business moves; empty while each booking stays in its own
 * @param keep what bookings keep when the business moves to another zone
 */
public record Realignment(TzRelease rules, Optional<String> zoneId, Keep keep) {
  /** Bookings that do not know their local start were made by the rules of Temurin 25.0.3. */
  private static final String BEFORE_LOCAL_STARTS = "2026a";

  /** What a booking keeps when its business moves to another zone. */
  public enum Keep {
    /** Two in the afternoon stays two in the afternoon. */
    LOCAL_TIMES,
    /** The moment stays, as for a business that works online. */
    INSTANTS
  }

  /** The start that a booking, or its approved time, is to have. */
  private record Target(LocalStart agreed, Instant from, Instant to, LocalStart localStart) {}

  /** By the rules of this release, each booking in its own zone. */
  public static Realignment toPresentRules() {
    return new Realignment(TzRelease.current(), Optional.empty(), Keep.LOCAL_TIMES);
  }

  /** Into a zone, by the rules of this release. */
  public static Realignment into(Zone zone, Keep keep) {
    return new Realignment(TzRelease.current(), Optional.of(zone.id()), keep);
  }

  /**
   * The due change of a booking: its start, or else the start of the approved time that it keeps
   * while a move waits. Empty when it has both.
   *
   * @param business the zone of the business, for a booking that does not know its own
   */
  Optional<Realigned> due(Booking booking, Zone business) {
    return target(booking, business)
        .or(() -> targetOfApproved(booking, business))
        .map(
            target ->
                new Realigned(
                    booking,
                    target.agreed(),
                    target.from(),
                    target.to(),
                    target.localStart(),
                    Outcome.DUE));
  }

  /** The due change of a session of a class; empty when it has the start that it is to have. */
  Optional<RealignedSession> due(ClassSession session) {
    return target(session.localStart(), session.time().start())
        .map(
            target -> new RealignedSession(session, target.to(), target.localStart(), Outcome.DUE));
  }

  /** The same booking with the starts that it is to have. */
  Booking realigned(Booking booking, Zone business) {
    Booking next =
        target(booking, business)
            .map(target -> booking.realigned(target.to(), target.localStart()))
            .orElse(booking);
    return targetOfApproved(booking, business)
        .map(target -> next.approvedRealigned(target.to(), target.localStart()))
        .orElse(next);
  }

  /** The agreed start, also of a booking that does not know it. */
  static LocalStart agreed(Booking booking, Zone business) {
    return agreed(booking.localStart(), booking.time().start(), business);
  }

  private static LocalStart agreed(Optional<LocalStart> known, Instant start, Zone business) {
    return known.orElseGet(
        () ->
            LocalStart.of(
                start,
                timeline(TzRelease.named(BEFORE_LOCAL_STARTS).orElseThrow(), business.id())));
  }

  private Optional<Target> target(Booking booking, Zone business) {
    return target(agreed(booking, business), booking.time().start());
  }

  private Optional<Target> targetOfApproved(Booking booking, Zone business) {
    return booking
        .approved()
        .flatMap(
            kept -> {
              Instant start = kept.time().start();
              return target(agreed(kept.localStart(), start, business), start);
            });
  }

  private Optional<Target> target(LocalStart agreed, Instant start) {
    LocalTimeline timeline = timeline(rules, zoneId.orElse(agreed.zone()));
    boolean moves = !isSame(timeline.zone(), agreed.zone());
    if (moves && keep == Keep.INSTANTS) {
      return Optional.of(new Target(agreed, start, start, LocalStart.of(start, timeline)));
    }
    Optional<Instant> realigned = agreed.realigned(start, timeline);
    return moves || realigned.isPresent()
        ? Optional.of(
            new Target(
                agreed,
                start,
                realigned.orElse(start),
                new LocalStart(agreed.at(), timeline.zone().id(), rules.name())))
        : Optional.empty();
  }

  /** An alias has the same rules. */
  private boolean isSame(Zone zone, String other) {
    return zone.id().equals(other) || rules.zone(other).filter(zone::hasRulesOf).isPresent();
  }

  private static LocalTimeline timeline(TzRelease release, String zoneId) {
    return new LocalTimeline(release.zone(zoneId).orElseThrow());
  }
}
