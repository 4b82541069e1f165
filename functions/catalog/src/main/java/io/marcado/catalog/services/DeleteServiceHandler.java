package io.marcado.catalog.services;

import io.marcado.catalog.CatalogProblems;
import io.marcado.catalog.EntryRequests;
import io.marcado.catalog.entries.Deletion;
import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.bookings.BookingsOutside;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/** {@code DELETE /services/{serviceId}}: hides a service. */
public final class DeleteServiceHandler
    extends TenantEndpoint<DeleteServiceHandler.Input, ServiceView> {
  @Inject Services services;

  /**
   * What is to be deleted.
   *
   * @param keepsBookings true when its upcoming bookings stand as they are
   */
  record Input(Deletion deletion, boolean keepsBookings) {}

  @Override
  protected Access access() {
    return Access.may(Permission.CATALOG_WRITE);
  }

  @Override
  protected Input read(RequestReader request) {
    return new Input(
        EntryRequests.deletion(request, "serviceId"), BookingsOutside.kept(request.query()));
  }

  @Override
  protected Answer<ServiceView> answer(Call call, Input input) {
    if (!input.keepsBookings()) {
      CatalogProblems.refuse(services.whyNotDelete(call.actor(), input.deletion(), call.now()));
    }
    CatalogProblems.orThrow(services.delete(call.actor(), input.deletion(), call.now()));
    return Answer.noContent();
  }
}
