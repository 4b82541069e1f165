package io.marcado.catalog.services;

import io.marcado.catalog.CatalogProblems;
import io.marcado.catalog.EntryRequests;
import io.marcado.catalog.entries.Created;
import io.marcado.catalog.entries.Draft;
import io.marcado.domain.Fault;
import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;
import java.util.List;

/** {@code POST /services}: adds a service. */
public final class CreateServiceHandler extends TenantEndpoint<Draft<ServiceDetails>, ServiceView> {
  @Inject Services services;

  @Override
  protected Access access() {
    return Access.may(Permission.CATALOG_WRITE);
  }

  @Override
  protected Draft<ServiceDetails> read(RequestReader request) {
    return EntryRequests.draft(request, ServiceDetails.SHAPE);
  }

  @Override
  protected List<Fault> faults(Call call, Draft<ServiceDetails> draft) {
    return services.faults(call.actor(), draft);
  }

  @Override
  protected Answer<ServiceView> answer(Call call, Draft<ServiceDetails> draft) {
    Created<ServiceDetails> created =
        CatalogProblems.orThrow(services.create(call.actor(), draft, call.now()));
    return Answer.created(ServiceView.of(created.entry()))
        .version(created.entry().version())
        .replayed(created.replayed());
  }
}
