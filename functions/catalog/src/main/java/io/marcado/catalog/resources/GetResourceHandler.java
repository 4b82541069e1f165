package io.marcado.catalog.resources;

import io.marcado.catalog.CatalogProblems;
import io.marcado.catalog.entries.Entry;
import io.marcado.domain.Permission;
import io.marcado.domain.PersonId;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;

/** {@code GET /resources/{resourceId}}: one resource. */
public final class GetResourceHandler extends TenantEndpoint<String, ResourceView> {
  @Inject Resources resources;

  @Override
  protected Access access() {
    return Access.anyone();
  }

  @Override
  protected String read(RequestReader request) {
    return request.path("resourceId");
  }

  @Override
  protected Answer<ResourceView> answer(Call call, String id) {
    Entry<ResourceDetails> resource = CatalogProblems.orThrow(resources.get(call.actor(), id));
    Set<PersonId> people = resources.peopleShownTo(call.actor(), List.of(resource));
    return Answer.ok(
            call.may(Permission.CATALOG_READ)
                ? ResourceView.withOverrides(resource, people)
                : ResourceView.of(resource, people))
        .version(resource.version());
  }
}
