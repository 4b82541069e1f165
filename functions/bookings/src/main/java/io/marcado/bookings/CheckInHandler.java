package io.marcado.bookings;

import io.marcado.bookings.lifecycle.ClassPlace.Arrival;
import io.marcado.bookings.scheduling.Rosters;
import io.marcado.domain.BookingId;
import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.json.Readers;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** {@code POST /bookings/{bookingId}/check-in}: who of a booking of a class has come. */
public final class CheckInHandler extends TenantEndpoint<CheckInHandler.Input, BookingView> {
  @Inject Rosters rosters;

  /**
   * Who has come.
   *
   * @param version from If-Match; empty for any version
   * @param seats numbers from 1; empty for all
   */
  record Input(
      BookingId bookingId,
      Optional<Long> version,
      Optional<List<Integer>> seats,
      Arrival arrival) {}

  @Override
  protected Access access() {
    return Access.may(Permission.BOOKINGS_WRITE);
  }

  @Override
  protected Input read(RequestReader request) {
    BookingId bookingId = new BookingId(request.path("bookingId"));
    Optional<Long> version = request.ifMatch();
    return request.optionalBody(
        body ->
            new Input(
                bookingId,
                version,
                body.optional(
                    "seats",
                    Readers.distinct(
                        Readers.integer(1, BookingFields.MOST_SEATS), 1, BookingFields.MOST_SEATS)),
                body.optional("arrival", Readers.oneOf(Arrival.class)).orElse(Arrival.CHECKED_IN)));
  }

  @Override
  protected Answer<BookingView> answer(Call call, Input input) {
    return BookingView.ok(
        rosters.seen(
            call.actor(),
            input.bookingId(),
            input.version(),
            input.seats(),
            input.arrival(),
            call.now()),
        call);
  }
}
