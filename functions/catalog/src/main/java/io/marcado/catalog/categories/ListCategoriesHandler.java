package io.marcado.catalog.categories;

import io.marcado.catalog.EntryRequests;
import io.marcado.catalog.entries.Listing;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.ItemList;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/** {@code GET /categories}: a page of categories, by name. */
public final class ListCategoriesHandler extends TenantEndpoint<Listing, ItemList<CategoryView>> {
  @Inject Categories categories;

  @Override
  protected Access access() {
    return Access.anyone();
  }

  @Override
  protected Listing read(RequestReader request) {
    return EntryRequests.listing(request);
  }

  @Override
  protected Answer<ItemList<CategoryView>> answer(Call call, Listing listing) {
    return Answer.ok(ItemList.of(call, categories.list(call.actor(), listing), CategoryView::of));
  }
}
