package io.marcado.catalog.services;

import io.marcado.catalog.CatalogProblems;
import io.marcado.catalog.EntryRequests;
import io.marcado.catalog.entries.Entry;
import io.marcado.catalog.entries.EntryUpdate;
import io.marcado.domain.Actor;
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
    extends TenantEndpoint<EntryUpdate<ServiceDetails>, ServiceView> {
  @Inject Services services;

  @Override
  protected Access access() {
    return Access.may(Permission.CATALOG_WRITE);
  }

  @Override
  protected EntryUpdate<ServiceDetails> read(RequestReader request) {
    return EntryRequests.update(request, "serviceId", ServiceDetails.SHAPE);
  }

  @Override
  protected List<Fault> faults(Actor actor, EntryUpdate<ServiceDetails> update) {
    return services.faults(actor, update);
  }

  @Override
  protected Answer<ServiceView> answer(Call call, EntryUpdate<ServiceDetails> update) {
    Entry<ServiceDetails> service =
        CatalogProblems.orThrow(services.change(call.actor(), update, call.now()));
    return Answer.ok(ServiceView.of(service)).version(service.version());
  }
}
