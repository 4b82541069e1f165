package io.marcado.catalog.services;

import io.marcado.catalog.CatalogProblems;
import io.marcado.catalog.EntryRequests;
import io.marcado.catalog.entries.BookedUpdate;
import io.marcado.catalog.entries.Entry;
import io.marcado.domain.Fault;
import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;
import java.util.List;

/** {@code PATCH /services/{serviceId}}: changes a service. */
public final class PatchServiceHandler
    extends TenantEndpoint<BookedUpdate<ServiceDetails>, ServiceView> {
  @Inject Services services;

  @Override
  protected Access access() {
    return Access.may(Permission.CATALOG_WRITE);
  }

  @Override
  protected BookedUpdate<ServiceDetails> read(RequestReader request) {
    return EntryRequests.updateOfBooked(request, "serviceId", ServiceDetails.SHAPE);
  }

  @Override
  protected List<Fault> faults(Call call, BookedUpdate<ServiceDetails> input) {
    return services.faults(call.actor(), input.update());
  }

  @Override
  protected Answer<ServiceView> answer(Call call, BookedUpdate<ServiceDetails> input) {
    if (!input.keepsBookings()) {
      CatalogProblems.refuse(services.whyNotChange(call.actor(), input.update(), call.now()));
    }
    Entry<ServiceDetails> service =
        CatalogProblems.orThrow(services.change(call.actor(), input.update(), call.now()));
    return Answer.ok(ServiceView.of(service)).version(service.version());
  }
}
