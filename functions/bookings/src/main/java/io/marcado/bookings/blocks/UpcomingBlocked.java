package io.marcado.bookings.blocks;

import io.marcado.bookings.lifecycle.BookedNames;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.ClassSession;
import io.marcado.bookings.published.NamedPeople.GivenClient;
import io.marcado.platform.bookings.UpcomingBooking;
import io.marcado.platform.bookings.UpcomingSession;
import java.util.List;

/** Shows what is beneath a block as every operation does that asks about bookings. */
final class UpcomingBlocked {
  private UpcomingBlocked() {}

  static UpcomingBooking of(Booking booking) {
    return new UpcomingBooking(
        booking.id(),
        booking.status().name(),
        booking.serviceId(),
        booking.names().map(BookedNames::service),
        booking.resourceIds(),
        booking.names().map(BookedNames::resources).orElse(List.of()),
        booking.clientId(),
        booking.named().client().filter(_ -> booking.clientId().isEmpty()).map(GivenClient::name),
        booking.time(),
        booking.visit().stream()
            .map(
                part ->
                    new UpcomingBooking.Part(
                        part.serviceId(),
                        part.name(),
                        part.resourceIds(),
                        part.time(booking.time().start())))
            .toList());
  }

  static UpcomingSession of(ClassSession session) {
    return new UpcomingSession(
        session.id(),
        session.serviceId(),
        session.names().service(),
        session.resourceIds(),
        session.names().resources(),
        session.time());
  }
}
