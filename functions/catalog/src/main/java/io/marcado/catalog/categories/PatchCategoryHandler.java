package io.marcado.catalog.categories;

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

/** {@code PATCH /categories/{categoryId}}: changes a category. */
public final class PatchCategoryHandler
    extends TenantEndpoint<Change<CategoryDetails>, CategoryView> {
  @Inject Categories categories;

  @Override
  protected Access access() {
    return Access.may(Permission.CATALOG_WRITE);
  }

  @Override
  protected Change<CategoryDetails> read(RequestReader request) {
    return Change.read(request, "categoryId", CategoryDetails.SHAPE);
  }

  @Override
  protected List<Fault> faults(Actor actor, Change<CategoryDetails> change) {
    return categories.faults(actor, change);
  }

  @Override
  protected Answer<CategoryView> answer(Call call, Change<CategoryDetails> change) {
    Entry<CategoryDetails> category =
        CatalogProblems.orThrow(categories.change(call.actor(), change, call.now()));
    return Answer.ok(CategoryView.of(category)).version(category.version());
  }
}
