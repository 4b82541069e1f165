package io.marcado.catalog.resources;

import io.marcado.catalog.CatalogProblems;
import io.marcado.domain.Permission;
import io.marcado.domain.time.DayOverride;
import io.marcado.platform.auth.Access;
import io.marcado.platform.bookings.BookingsOutside;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.schedule.Hours;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.Optional;

/** {@code PUT /resources/{resourceId}/overrides/{date}}: sets the hours of one date. */
public final class PutOverrideHandler
    extends TenantEndpoint<PutOverrideHandler.Input, OverrideView> {
  @Inject Resources resources;

  /**
   * The hours of a date.
   *
   * @param keepsBookings true when upcoming bookings outside them stand as they are
   */
  record Input(String id, LocalDate date, DayOverride day, boolean keepsBookings) {}

  @Override
  protected Access access() {
    return Access.may(Permission.CATALOG_WRITE);
  }

  @Override
  protected Input read(RequestReader request) {
    return new Input(
        request.path("resourceId"),
        OverrideRequest.date(request),
        request.body(Hours::day),
        BookingsOutside.kept(request.query()));
  }

  @Override
  protected Answer<OverrideView> answer(Call call, Input input) {
    if (!input.keepsBookings()) {
      CatalogProblems.refuse(
          resources.whyNotOverride(
              call.actor(), input.id(), input.date(), Optional.of(input.day()), call.now()));
    }
    DayOverride day =
        CatalogProblems.orThrow(
            resources.putOverride(call.actor(), input.id(), input.date(), input.day(), call.now()));
    return Answer.ok(OverrideView.of(input.date(), day));
  }
}
