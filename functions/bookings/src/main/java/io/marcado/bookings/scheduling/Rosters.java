package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingFault.Plain;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.ClassPlace;
import io.marcado.bookings.lifecycle.ClassPlace.Arrival;
import io.marcado.bookings.lifecycle.ClassRefusal;
import io.marcado.bookings.lifecycle.ClassSession;
import io.marcado.bookings.scheduling.BookingQueries.Bookings;
import io.marcado.bookings.store.ClassSessionStore;
import io.marcado.bookings.store.SessionBookings;
import io.marcado.domain.Actor;
import io.marcado.domain.BookingId;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.Result;
import io.marcado.platform.tenant.SettingsReader;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Who comes to a session, and who has come: for staff. */
@Singleton
public final class Rosters {
  private final ClassSessionStore sessions;
  private final SessionBookings found;
  private final SettingsReader settings;
  private final ShownClients clients;
  private final BookingUpdates updates;

  Rosters(
      ClassSessionStore sessions,
      SessionBookings found,
      SettingsReader settings,
      ShownClients clients,
      BookingUpdates updates) {
    this.sessions = sessions;
    this.found = found;
    this.settings = settings;
    this.clients = clients;
    this.updates = updates;
  }

  /** The bookings that have seats of a session, in the order in which they were made. */
  public Result<Bookings, ClassRefusal> of(Actor actor, ClassSessionId sessionId, Instant now) {
    return Result.<ClassSession, ClassRefusal>of(
            sessions.find(actor.tenant(), sessionId), new ClassRefusal.NotFound())
        .map(
            session -> {
              List<Booking> bookings =
                  found.of(actor.tenant(), sessionId, Set.of(session.time().start()), now).stream()
                      .filter(booking -> booking.status().keepsTime())
                      .filter(
                          booking ->
                              booking
                                  .classPlace()
                                  .filter(place -> place.sessionId().equals(sessionId))
                                  .isPresent())
                      .sorted(
                          Comparator.comparing(Booking::createdAt)
                              .thenComparing(booking -> booking.id().value()))
                      .toList();
              return new Bookings(
                  bookings,
                  settings.get(actor.tenant()),
                  Optional.empty(),
                  clients.of(actor, bookings));
            });
  }

  /**
   * Notes who has come.
   *
   * @param numbers of the seats, from 1; empty for all of the booking
   */
  public Result<Booked, BookingRefusal> seen(
      Actor actor,
      BookingId bookingId,
      Optional<Long> expectedVersion,
      Optional<List<Integer>> numbers,
      Arrival arrival,
      Instant now) {
    return updates.change(
        actor,
        bookingId,
        expectedVersion,
        present -> {
          int seats = present.classPlace().map(ClassPlace::seats).map(List::size).orElse(0);
          Set<Integer> all = IntStream.rangeClosed(1, seats).boxed().collect(Collectors.toSet());
          if (seats == 0) {
            return BookingRefusal.faulty(Plain.NO_SEATS);
          }
          return numbers.filter(some -> !all.containsAll(some)).isPresent()
              ? BookingRefusal.faulty(Plain.UNKNOWN_SEAT)
              : present.seen(numbers.map(Set::copyOf).orElse(all), arrival, now);
        },
        now);
  }
}
