package io.marcado.bookings;

import io.marcado.bookings.scheduling.BookingChange;
import io.marcado.bookings.scheduling.BookingChanges;
import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.Problem;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Readers;
import jakarta.inject.Inject;

/** {@code PATCH /bookings/{id}}: moves a booking, or edits its note. */
public final class PatchBookingHandler
    extends TenantEndpoint<PatchBookingHandler.Input, BookingView> {
  @Inject BookingChanges changes;

  /**
   * What is to be changed.
   *
   * @param version the one that was read
   */
  record Input(String bookingId, long version, BookingChange change) {}

  @Override
  protected Access access() {
    return Access.may(Permission.BOOKINGS_OWN, Permission.BOOKINGS_WRITE);
  }

  @Override
  protected Input read(RequestReader request) {
    return new Input(
        request.path("id"), request.requiredIfMatch(), request.body(PatchBookingHandler::change));
  }

  @Override
  protected Answer<BookingView> answer(Call call, Input input) {
    if (!call.may(Permission.BOOKINGS_WRITE) && !input.change().ignored().isEmpty()) {
      throw Problem.invalid("/ignoreRules", "is for staff");
    }
    return BookingView.ok(
        changes.move(call, input.bookingId(), input.version(), input.change()), call);
  }

  private static BookingChange change(Fields body) {
    if (!body.has("start") && !body.has("resourceId") && !body.has("notes")) {
      body.fault("", "must change start, resourceId or notes");
    }
    return BookingChange.of(
        body.patchRequired("start", Readers.instant()),
        body.patchRequired("resourceId", Readers.id()),
        body.patch("notes", BookingFields.note()),
        BookingFields.ignoredRules(body));
  }
}
