package io.marcado.catalog.categories;

import io.marcado.catalog.CatalogProblems;
import io.marcado.catalog.EntryRequests;
import io.marcado.catalog.entries.Entry;
import io.marcado.catalog.entries.EntryUpdate;
import io.marcado.domain.Fault;
import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;
import java.util.List;

/** {@code PATCH /categories/{categoryId}}: changes a category. */
public final class PatchCategoryHandler
    extends TenantEndpoint<EntryUpdate<CategoryDetails>, CategoryView> {
  @Inject Categories categories;

  @Override
  protected Access access() {
    return Access.may(Permission.CATALOG_WRITE);
  }

  @Override
  protected EntryUpdate<CategoryDetails> read(RequestReader request) {
    return EntryRequests.update(request, "categoryId", CategoryDetails.SHAPE);
  }

  @Override
  protected List<Fault> faults(Call call, EntryUpdate<CategoryDetails> update) {
    return categories.faults(call.actor(), update);
  }

  @Override
  protected Answer<CategoryView> answer(Call call, EntryUpdate<CategoryDetails> update) {
    Entry<CategoryDetails> category =
        CatalogProblems.orThrow(categories.change(call.actor(), update, call.now()));
    return Answer.ok(CategoryView.of(category)).version(category.version());
  }
}
