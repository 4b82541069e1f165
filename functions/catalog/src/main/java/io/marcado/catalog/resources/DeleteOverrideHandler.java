package io.marcado.catalog.resources;

import io.marcado.catalog.CatalogProblems;
import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.bookings.BookingsOutside;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.Optional;

/** {@code DELETE /resources/{resourceId}/overrides/{date}}: back to the weekly hours. */
public final class DeleteOverrideHandler extends TenantEndpoint<DeleteOverrideHandler.Input, Void> {
  @Inject Resources resources;

  /**
   * A date.
   *
   * @param keepsBookings true when upcoming bookings outside the weekly hours stand as they are
   */
  record Input(String id, LocalDate date, boolean keepsBookings) {}

  @Override
  protected Access access() {
    return Access.may(Permission.CATALOG_WRITE);
  }

  @Override
  protected Input read(RequestReader request) {
    return new Input(
        request.path("resourceId"),
        OverrideRequest.date(request),
        BookingsOutside.kept(request.query()));
  }

  @Override
  protected Answer<Void> answer(Call call, Input input) {
    if (!input.keepsBookings()) {
      CatalogProblems.refuse(
          resources.whyNotOverride(
              call.actor(), input.id(), input.date(), Optional.empty(), call.now()));
    }
    CatalogProblems.orThrow(
        resources.deleteOverride(call.actor(), input.id(), input.date(), call.now()));
    return Answer.noContent();
  }
}
