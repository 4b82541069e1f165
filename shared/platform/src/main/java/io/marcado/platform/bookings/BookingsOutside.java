package io.marcado.platform.bookings;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.marcado.domain.Actor;
import io.marcado.domain.BookingId;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.Permission;
import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.platform.bookings.SeenClients.SeenClient;
import io.marcado.platform.http.CommonProblem;
import io.marcado.platform.http.Problem;
import io.marcado.platform.http.Query;
import io.marcado.platform.json.Readers;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Upcoming bookings that a change would leave without their service, their resource or opening
 * hours, and sessions of classes without their service or a resource.
 *
 * @param count of all of them
 * @param first the first {@value #FIRST} of them by start, each once and with the first time that
 *     would be outside; none for callers who may not read bookings
 * @param clients of these, as the caller may see them
 * @param timeline local time of the business
 * @param sessions all of them, by start
 */
public record BookingsOutside(
    int count,
    List<UpcomingBooking> first,
    Map<PersonId, SeenClient> clients,
    LocalTimeline timeline,
    List<UpcomingSession> sessions) {
  /** Most bookings, and most sessions, in the answer. */
  public static final int FIRST = 20;

  public BookingsOutside {
    first = List.copyOf(first);
    clients = Map.copyOf(clients);
    sessions = List.copyOf(sessions);
  }

  /** Bookings alone. */
  public BookingsOutside(
      int count,
      List<UpcomingBooking> first,
      Map<PersonId, SeenClient> clients,
      LocalTimeline timeline) {
    this(count, first, clients, timeline, List.of());
  }

  /** No booking. */
  static BookingsOutside none(LocalTimeline timeline) {
    return new BookingsOutside(0, List.of(), Map.of(), timeline);
  }

  /** The same with sessions. */
  BookingsOutside with(List<UpcomingSession> outside) {
    return new BookingsOutside(count, first, clients, timeline, outside);
  }

  /** A session in the problem. */
  record SessionView(
      ClassSessionId sessionId,
      ServiceId serviceId,
      String serviceName,
      List<ResourceId> resourceIds,
      List<String> resourceNames,
      String start,
      String end) {
    static SessionView of(UpcomingSession session, LocalTimeline timeline) {
      return new SessionView(
          session.sessionId(),
          session.serviceId(),
          session.serviceName(),
          session.resourceIds(),
          session.resourceNames(),
          timeline.format(session.time().start()),
          timeline.format(session.time().end()));
    }
  }

  /** A booking in the problem, with the names that lists of bookings have. */
  record View(
      BookingId bookingId,
      String status,
      ServiceId serviceId,
      @Nullable String serviceName,
      List<ResourceId> resourceIds,
      List<String> resourceNames,
      @Nullable PersonId clientId,
      Client client,
      String start,
      String end,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<PartView> visit) {
    static View of(
        UpcomingBooking booking, Map<PersonId, SeenClient> clients, LocalTimeline timeline) {
      return new View(
          booking.bookingId(),
          booking.status(),
          booking.serviceId(),
          booking.serviceName().orElse(null),
          booking.resourceIds(),
          booking.resourceNames(),
          booking.clientId().orElse(null),
          Client.of(booking, booking.clientId().map(clients::get)),
          timeline.format(booking.time().start()),
          timeline.format(booking.time().end()),
          booking.visit().stream().map(part -> PartView.of(part, timeline)).toList());
    }

    @Override
    public String toString() {
      return "View of " + bookingId;
    }
  }

  /** A part of a visit, as lists of bookings show it. */
  record PartView(
      ServiceId serviceId,
      String serviceName,
      List<ResourceId> resourceIds,
      String start,
      String end) {
    static PartView of(UpcomingBooking.Part part, LocalTimeline timeline) {
      return new PartView(
          part.serviceId(),
          part.serviceName(),
          part.resourceIds(),
          timeline.format(part.time().start()),
          timeline.format(part.time().end()));
    }
  }

  /**
   * The client of such a booking.
   *
   * @param userId null for somebody who walked in
   * @param name null where the caller may not see it, and for an erased client
   * @param phone likewise
   */
  record Client(@Nullable PersonId userId, @Nullable String name, @Nullable String phone) {
    static Client of(UpcomingBooking booking, Optional<SeenClient> seen) {
      return new Client(
          booking.clientId().orElse(null),
          seen.flatMap(SeenClient::name).or(booking::walkedIn).orElse(null),
          seen.flatMap(SeenClient::phone).map(PhoneNumber::e164).orElse(null));
    }

    @Override
    public String toString() {
      return "Client " + userId;
    }
  }

  static BookingsOutside of(
      Actor actor, List<UpcomingBooking> times, SeenClients clients, LocalTimeline timeline) {
    Map<BookingId, UpcomingBooking> outside = new LinkedHashMap<>();
    times.stream()
        .sorted(Comparator.comparing(booking -> booking.time().start()))
        .forEach(booking -> outside.putIfAbsent(booking.bookingId(), booking));
    List<UpcomingBooking> first =
        actor.may(Permission.BOOKINGS_READ)
            ? outside.values().stream().limit(FIRST).toList()
            : List.of();
    Set<PersonId> ids =
        first.stream()
            .map(UpcomingBooking::clientId)
            .flatMap(Optional::stream)
            .collect(Collectors.toSet());
    return new BookingsOutside(outside.size(), first, clients.by(actor, ids), timeline);
  }

  /** True when the request says {@code bookings=keep}: the bookings stand as they are. */
  public static boolean kept(Query query) {
    return query.optional("bookings", Readers.choice(List.of("keep"), word -> word)).isPresent();
  }

  /** 409 with the counts and the first of them. */
  public Problem problem() {
    Problem problem =
        new Problem(
                CommonProblem.BOOKINGS_OUTSIDE,
                "Nothing was changed: %s would stand outside. Move or cancel %s, or send bookings=keep."
                    .formatted(words(), count + sessions.size() == 1 ? "it" : "them"))
            .with("count", count)
            .with("bookings", first.stream().map(one -> View.of(one, clients, timeline)).toList());
    return sessions.isEmpty()
        ? problem
        : problem
            .with("sessionCount", sessions.size())
            .with(
                "sessions",
                sessions.stream().limit(FIRST).map(one -> SessionView.of(one, timeline)).toList());
  }

  private String words() {
    return Stream.of(words(count, "booking"), words(sessions.size(), "session"))
        .flatMap(Optional::stream)
        .collect(Collectors.joining(" and "));
  }

  private static Optional<String> words(int number, String thing) {
    return switch (number) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of("one upcoming " + thing);
      default -> Optional.of("%d upcoming %ss".formatted(number, thing));
    };
  }
}
