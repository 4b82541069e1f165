package io.marcado.catalog.services;

import io.marcado.catalog.EntryRequests;
import io.marcado.catalog.entries.Listing;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.ItemList;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/** {@code GET /services}: a page of services, by position, then by name. */
public final class ListServicesHandler extends TenantEndpoint<Listing, ItemList<ServiceView>> {
  @Inject Services services;

  @Override
  protected Access access() {
    return Access.anyone();
  }

  @Override
  protected Listing read(RequestReader request) {
    return EntryRequests.listingWithCategory(request);
  }

  @Override
  protected Answer<ItemList<ServiceView>> answer(Call call, Listing listing) {
    return Answer.ok(
        ItemList.of(
            call,
            services.list(call.actor(), listing),
            service -> ServiceView.of(call.actor(), service)));
  }
}
