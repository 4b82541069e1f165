package io.marcado.bookings;

import io.marcado.bookings.lifecycle.BookedNames;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.ClassSession;
import io.marcado.bookings.realign.Realigned;
import io.marcado.bookings.realign.RealignedSession;
import io.marcado.bookings.realign.Realigner;
import io.marcado.bookings.scheduling.ShownClients;
import io.marcado.domain.BookingId;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.PersonId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.Zone;
import io.marcado.identity.published.ShownPerson;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a realignment, in an answer.
 *
 * @param outcomes how many bookings there are of each outcome
 * @param items none for callers who may not read bookings
 * @param sessions of classes, whose bookings follow
 */
record RealignmentView(
    String timeZone,
    String tzRelease,
    Map<Realigned.Outcome, Long> outcomes,
    List<Line> items,
    List<SessionLine> sessions) {
  /** Most sessions in an answer. */
  private static final int MOST_SESSIONS = 1000;

  /** A session, likewise. */
  record SessionLine(
      ClassSessionId sessionId,
      ServiceId serviceId,
      String serviceName,
      List<ResourceId> resourceIds,
      List<String> resourceNames,
      String start,
      String newStart,
      Realigned.Outcome outcome) {
    static SessionLine of(RealignedSession one) {
      ClassSession session = one.session();
      return new SessionLine(
          session.id(),
          session.serviceId(),
          session.names().service(),
          session.resourceIds(),
          session.names().resources(),
          Line.local(one.from(), session.localStart().zone()),
          Line.local(one.to(), one.localStart().zone()),
          one.outcome());
    }
  }

  /**
   * A booking, with the names that lists of bookings have.
   *
   * @param start with the offset of the zone that it is in
   * @param newStart with the offset of the zone that it is to be in
   */
  record Line(
      BookingId bookingId,
      ServiceId serviceId,
      @Nullable String serviceName,
      List<ResourceId> resourceIds,
      List<String> resourceNames,
      @Nullable PersonId clientId,
      BookingView.Client client,
      String start,
      String newStart,
      Realigned.Outcome outcome) {
    static Line of(Realigned one, Map<PersonId, ShownPerson> clients) {
      Booking booking = one.booking();
      return new Line(
          booking.id(),
          booking.serviceId(),
          booking.names().map(BookedNames::service).orElse(null),
          booking.resourceIds(),
          booking.names().map(BookedNames::resources).orElse(List.of()),
          booking.clientId().orElse(null),
          BookingView.Client.of(booking, clients),
          local(one.from(), one.agreed().zone()),
          local(one.to(), one.localStart().zone()),
          one.outcome());
    }

    @Override
    public String toString() {
      return "Line of " + bookingId;
    }

    private static String local(Instant instant, String zone) {
      return new LocalTimeline(Zone.of(zone)).format(instant);
    }
  }

  /**
   * The answer, with as many of the first bookings as it can hold. Only their clients are read: a
   * business may have far more bookings, and an invocation that has moved them has little time
   * left.
   *
   * @param clients finds the clients of bookings, as {@link ShownClients} says; empty for callers
   *     who may not read bookings
   */
  static RealignmentView of(
      Realigner.Moved moved,
      Function<List<Booking>, Optional<Map<PersonId, ShownPerson>>> clients) {
    List<Realigned> first = moved.bookings().subList(0, lines(moved, Map.of()).size());
    Map<Realigned.Outcome, Long> outcomes = new EnumMap<>(Realigned.Outcome.class);
    for (Realigned.Outcome outcome : Realigned.Outcome.values()) {
      outcomes.put(
          outcome, moved.bookings().stream().filter(one -> one.outcome() == outcome).count());
    }
    return new RealignmentView(
        moved.zone().id(),
        moved.zone().release(),
        outcomes,
        clients
            .apply(first.stream().map(Realigned::booking).toList())
            .map(people -> lines(moved, people))
            .orElse(List.of()),
        moved.sessions().stream().limit(MOST_SESSIONS).map(SessionLine::of).toList());
  }

  private static List<Line> lines(Realigner.Moved moved, Map<PersonId, ShownPerson> clients) {
    return AnswerSize.first(moved.bookings().stream().map(one -> Line.of(one, clients)).toList());
  }
}
