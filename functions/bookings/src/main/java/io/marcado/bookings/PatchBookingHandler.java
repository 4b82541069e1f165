package io.marcado.bookings;

import io.marcado.bookings.published.Attendee;
import io.marcado.bookings.scheduling.BookingEdit;
import io.marcado.bookings.scheduling.BookingUpdates;
import io.marcado.domain.BookingId;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.domain.Money;
import io.marcado.domain.Patch;
import io.marcado.domain.Permission;
import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
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
import java.util.function.Supplier;

/**
 * {@code PATCH /bookings/{bookingId}}: moves a booking, changes its service, duration, resources or
 * seats, edits who comes or its note, or notes that the client comes.
 */
public final class PatchBookingHandler
    extends TenantEndpoint<PatchBookingHandler.Input, BookingView> {
  private static final Shape<BookingEdit> EDIT = Shape.of(PatchBookingHandler::edit);

  private static final int LONGEST_REASON = 500;

  /** The main one and one of each group. */
  private static final int MOST_RESOURCES = 1 + 5;

  @Inject BookingUpdates updates;

  /**
   * The requested change.
   *
   * @param version the version that the caller read
   * @param asRead what could be read of it, whatever is wrong with the rest
   */
  record Input(BookingId bookingId, long version, BookingEdit edit, Supplier<BookingEdit> asRead) {}

  @Override
  protected Access access() {
    return Access.may(Permission.BOOKINGS_OWN, Permission.BOOKINGS_WRITE).orGuest();
  }

  @Override
  protected Input read(RequestReader request) {
    return new Input(
        new BookingId(request.path("bookingId")),
        request.requiredIfMatch(),
        request.body(EDIT),
        request.readable(PatchBookingHandler::edit));
  }

  @Override
  protected List<Fault> faults(Call call, Input input) {
    return BookingProblems.all(updates.faults(call.actor(), input.asRead().get()));
  }

  @Override
  protected Answer<BookingView> answer(Call call, Input input) {
    return BookingView.ok(
        updates.move(
            call.actor(),
            input.bookingId(),
            Optional.of(input.version()),
            input.edit(),
            call.now()),
        call);
  }

  private static BookingEdit edit(Fields body) {
    body.requireOneOf(
        "start",
        "visit",
        "serviceId",
        "durationMinutes",
        "resourceId",
        "resourceIds",
        "sessionId",
        "seats",
        "attendees",
        "attendee",
        "notes",
        "internalNotes",
        "price",
        "confirmed");
    if (body.hasValue("resourceId") && body.hasValue("resourceIds")) {
      body.fault("/resourceId", FaultCode.CONFLICT, "must not stand beside resourceIds");
    }
    Optional<Integer> seats = body.optional("seats", Readers.integer(1, BookingFields.MOST_SEATS));
    Optional<List<Attendee>> attendees =
        body.optional(
            "attendees", Readers.list(BookingFields.attendee(), 0, BookingFields.MOST_SEATS));
    return new BookingEdit(
        body.optional("start", Readers.dateTime()),
        body.optional("serviceId", Readers.id(ServiceId::new)),
        body.optional("resourceId", Readers.id(ResourceId::new)),
        body.optional("resourceIds", Readers.list(Readers.id(ResourceId::new), 1, MOST_RESOURCES)),
        body.optional("durationMinutes", BookingFields.duration()),
        body.optional("sessionId", Readers.id(ClassSessionId::new)),
        seats,
        attendees,
        body.patch("attendee", BookingFields.attendee()),
        body.patch("notes", BookingFields.note()),
        BookingFields.ignoredRules(body),
        body.optional("visit", VisitFields.visit()).orElse(List.of()),
        byStaff(body),
        body.optional("confirmed", Readers.yes()).isPresent());
  }

  private static BookingEdit.ByStaff byStaff(Fields body) {
    boolean priced = body.has("price");
    Patch<Money> price = body.patch("price", Readers.money());
    Optional<String> reason = body.optional("priceReason", Readers.text(1, LONGEST_REASON));
    if (priced && !body.has("priceReason")) {
      body.fault("/priceReason", FaultCode.REQUIRED, "is required beside price");
    } else if (!priced && reason.isPresent()) {
      body.fault("/priceReason", FaultCode.CONFLICT, "must stand beside price");
    }
    return new BookingEdit.ByStaff(
        body.patch("internalNotes", BookingFields.note()), price, reason);
  }
}
