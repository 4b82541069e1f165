package io.marcado.catalog.resources;

import io.marcado.catalog.EntryRequests;
import io.marcado.catalog.entries.Listing;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.ItemList;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/** {@code GET /resources}: a page of resources, by name. */
public final class ListResourcesHandler extends TenantEndpoint<Listing, ItemList<ResourceView>> {
  @Inject Resources resources;

  @Override
  protected Access access() {
    return Access.anyone();
  }

  @Override
  protected Listing read(RequestReader request) {
    return EntryRequests.listingWithCategory(request);
  }

  @Override
  protected Answer<ItemList<ResourceView>> answer(Call call, Listing listing) {
    return Answer.ok(ItemList.of(call, resources.views(call.actor(), listing), view -> view));
  }
}
