package io.marcado.catalog.services;

import io.marcado.catalog.CatalogProblems;
import io.marcado.catalog.entries.Entry;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/** {@code GET /services/{serviceId}}: one service. */
public final class GetServiceHandler extends TenantEndpoint<String, ServiceView> {
  @Inject Services services;

  @Override
  protected Access access() {
    return Access.anyone();
  }

  @Override
  protected String read(RequestReader request) {
    return request.path("serviceId");
  }

  @Override
  protected Answer<ServiceView> answer(Call call, String id) {
    Entry<ServiceDetails> service =
        CatalogProblems.orThrow(services.getBooked(call.actor(), id, call.now()));
    return Answer.ok(ServiceView.of(call.actor(), service)).version(service.version());
  }
}
