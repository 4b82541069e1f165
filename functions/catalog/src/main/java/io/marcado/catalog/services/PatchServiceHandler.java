package io.marcado.catalog.services;

import io.marcado.catalog.CatalogProblems;
import io.marcado.catalog.entries.Change;
import io.marcado.catalog.entries.Entry;
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
public final class PatchServiceHandler extends TenantEndpoint<Change<ServiceDetails>, ServiceView> {
  @Inject Services services;

  @Override
  protected Access access() {
    return Access.may(Permission.CATALOG_WRITE);
  }

  @Override
  protected Change<ServiceDetails> read(RequestReader request) {
    return Change.read(request, "serviceId", ServiceDetails.SHAPE);
  }

  @Override
  protected List<Fault> faults(Actor actor, Change<ServiceDetails> change) {
    return services.faults(actor, change);
  }

  @Override
  protected Answer<ServiceView> answer(Call call, Change<ServiceDetails> change) {
    Entry<ServiceDetails> service =
        CatalogProblems.orThrow(services.change(call.actor(), change, call.now()));
    return Answer.ok(ServiceView.of(service)).version(service.version());
  }
}
