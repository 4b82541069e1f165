package io.marcado.catalog.resources;

import io.marcado.catalog.CatalogProblems;
import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;
import java.time.LocalDate;

/** {@code DELETE /resources/{resourceId}/overrides/{date}}: back to the weekly hours. */
public final class DeleteOverrideHandler
    extends TenantEndpoint<DeleteOverrideHandler.Input, OverrideView> {
  @Inject Resources resources;

  record Input(String id, LocalDate date) {}

  @Override
  protected Access access() {
    return Access.may(Permission.CATALOG_WRITE);
  }

  @Override
  protected Input read(RequestReader request) {
    return new Input(request.path("resourceId"), OverrideRequest.date(request));
  }

  @Override
  protected Answer<OverrideView> answer(Call call, Input input) {
    CatalogProblems.orThrow(
        resources.deleteOverride(call.actor(), input.id(), input.date(), call.now()));
    return Answer.noContent();
  }
}
