package io.marcado.catalog.categories;

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

/** {@code POST /categories}: adds a category. */
public final class CreateCategoryHandler
    extends TenantEndpoint<Draft<CategoryDetails>, CategoryView> {
  @Inject Categories categories;

  @Override
  protected Access access() {
    return Access.may(Permission.CATALOG_WRITE);
  }

  @Override
  protected Draft<CategoryDetails> read(RequestReader request) {
    return EntryRequests.draft(request, CategoryDetails.SHAPE);
  }

  @Override
  protected List<Fault> faults(Call call, Draft<CategoryDetails> draft) {
    return categories.faults(call.actor(), draft);
  }

  @Override
  protected Answer<CategoryView> answer(Call call, Draft<CategoryDetails> draft) {
    Created<CategoryDetails> created =
        CatalogProblems.orThrow(categories.create(call.actor(), draft, call.now()));
    return Answer.created(CategoryView.of(created.entry()))
        .version(created.entry().version())
        .replayed(created.replayed());
  }
}
