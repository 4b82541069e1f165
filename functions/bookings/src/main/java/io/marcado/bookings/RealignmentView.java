package io.marcado.bookings;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.marcado.bookings.lifecycle.BookedNames;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.realign.Realigned;
import io.marcado.bookings.realign.Realigner;
import io.marcado.bookings.scheduling.ShownClients;
import io.marcado.domain.BookingId;
import io.marcado.domain.PersonId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.Zone;
import io.marcado.identity.published.ShownPerson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What becomes of bookings, in an answer. */
record RealignmentView(String timeZone, String tzRelease, List<Line> items) {
  /**
   * A booking, with the names that lists of bookings have.
   *
   * @param client for callers who may read bookings
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
      @JsonInclude(JsonInclude.Include.NON_NULL) BookingView.@Nullable Client client,
      String start,
      String newStart,
      Realigned.Outcome outcome) {
    static Line of(Realigned one, Optional<Map<PersonId, ShownPerson>> clients) {
      Booking booking = one.booking();
      return new Line(
          booking.id(),
          booking.serviceId(),
          booking.names().map(BookedNames::service).orElse(null),
          booking.resourceIds(),
          booking.names().map(BookedNames::resources).orElse(List.of()),
          booking.clientId().orElse(null),
          clients.map(people -> BookingView.Client.of(booking, people)).orElse(null),
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
   * @param clients finds the clients of bookings, as {@link ShownClients} says
   */
  static RealignmentView of(
      Realigner.Moved moved,
      Function<List<Booking>, Optional<Map<PersonId, ShownPerson>>> clients) {
    List<Realigned> first = moved.bookings().subList(0, lines(moved, Optional.empty()).size());
    return new RealignmentView(
        moved.zone().id(),
        moved.zone().release(),
        lines(moved, clients.apply(first.stream().map(Realigned::booking).toList())));
  }

  private static List<Line> lines(
      Realigner.Moved moved, Optional<Map<PersonId, ShownPerson>> clients) {
    return AnswerSize.first(moved.bookings().stream().map(one -> Line.of(one, clients)).toList());
  }
}
