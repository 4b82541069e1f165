package io.marcado.catalog.categories;

import io.marcado.catalog.CatalogProblems;
import io.marcado.catalog.entries.Entry;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/** {@code GET /categories/{categoryId}}: one category. */
public final class GetCategoryHandler extends TenantEndpoint<String, CategoryView> {
  @Inject Categories categories;

  @Override
  protected Access access() {
    return Access.anyone();
  }

  @Override
  protected String read(RequestReader request) {
    return request.path("categoryId");
  }

  @Override
  protected Answer<CategoryView> answer(Call call, String id) {
    Entry<CategoryDetails> category = CatalogProblems.orThrow(categories.get(call.actor(), id));
    return Answer.ok(CategoryView.of(category)).version(category.version());
  }
}
