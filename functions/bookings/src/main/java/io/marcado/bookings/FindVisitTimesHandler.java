package io.marcado.bookings;

import io.marcado.bookings.scheduling.AskedPart;
import io.marcado.bookings.scheduling.LocalDates;
import io.marcado.bookings.scheduling.VisitQueries;
import io.marcado.domain.BookingId;
import io.marcado.domain.FaultCode;
import io.marcado.domain.time.Zone;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Readers;
import io.marcado.platform.json.Shape;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** {@code POST /availability/visits}: when several services can be done in one go. */
public final class FindVisitTimesHandler
    extends TenantEndpoint<FindVisitTimesHandler.Input, VisitTimesView> {
  private static final Shape<Input> INPUT = Shape.of(FindVisitTimesHandler::input);

  @Inject VisitQueries queries;

  /**
   * The visit and the wanted times.
   *
   * @param visit the parts of a new visit; empty for one that is to move
   */
  record Input(
      List<AskedPart> visit,
      Optional<BookingId> bookingId,
      LocalDates dates,
      Optional<Zone> zone) {}

  @Override
  protected Access access() {
    return Access.anyone();
  }

  @Override
  protected Input read(RequestReader request) {
    return request.body(INPUT);
  }

  @Override
  protected Answer<VisitTimesView> answer(Call call, Input input) {
    return Answer.ok(
        VisitTimesView.of(
            queries.times(
                new VisitQueries.Question(
                    call.actor(),
                    input.visit(),
                    input.bookingId(),
                    input.dates(),
                    input.zone(),
                    call.now()))));
  }

  private static Input input(Fields body) {
    Optional<List<AskedPart>> visit = body.optional("visit", VisitFields.visit());
    Optional<BookingId> bookingId = body.optional("bookingId", Readers.id(BookingId::new));
    if (body.hasValue("visit") == body.hasValue("bookingId")) {
      body.fault(
          "/visit",
          body.hasValue("visit") ? FaultCode.CONFLICT : FaultCode.REQUIRED,
          body.hasValue("visit")
              ? "must not stand beside bookingId"
              : "is required without bookingId");
    }
    return new Input(
        visit.orElse(List.of()),
        bookingId,
        Dates.required(body),
        body.optional("timeZone", Readers.zone()));
  }
}
