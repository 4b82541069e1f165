package io.marcado.catalog.resources;

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

/** {@code DELETE /resources/{resourceId}}: hides a resource. */
public final class DeleteResourceHandler extends TenantEndpoint<Deletion, Void> {
  @Inject Resources resources;

  @Override
  protected Access access() {
    return Access.may(Permission.CATALOG_WRITE);
  }

  @Override
  protected Deletion read(RequestReader request) {
    return EntryRequests.deletionOfBooked(request, "resourceId");
  }

  @Override
  protected Answer<Void> answer(Call call, Deletion deletion) {
    CatalogProblems.orThrow(resources.delete(call.actor(), deletion, call.now()));
    return Answer.noContent();
  }
}
