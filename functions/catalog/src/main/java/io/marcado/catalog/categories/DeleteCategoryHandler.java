package io.marcado.catalog.categories;

import io.marcado.catalog.CatalogProblems;
import io.marcado.catalog.EntryRequests;
import io.marcado.catalog.entries.Deletion;
import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/** {@code DELETE /categories/{categoryId}}: hides a category. */
public final class DeleteCategoryHandler extends TenantEndpoint<Deletion, Void> {
  @Inject Categories categories;

  @Override
  protected Access access() {
    return Access.may(Permission.CATALOG_WRITE);
  }

  @Override
  protected Deletion read(RequestReader request) {
    return EntryRequests.deletion(request, "categoryId");
  }

  @Override
  protected Answer<Void> answer(Call call, Deletion deletion) {
    CatalogProblems.orThrow(categories.delete(call.actor(), deletion, call.now()));
    return Answer.noContent();
  }
}
