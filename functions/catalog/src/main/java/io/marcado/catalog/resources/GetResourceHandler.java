package io.marcado.catalog.resources;

import io.marcado.catalog.entries.Entry;
import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/** {@code GET /resources/{id}}: one resource. */
public final class GetResourceHandler extends TenantEndpoint<String, ResourceView> {
  @Inject Resources resources;

  @Override
  protected Access access() {
    return Access.anyone();
  }

  @Override
  protected String read(RequestReader request) {
    return request.path("id");
  }

  @Override
  protected Answer<ResourceView> answer(Call call, String id) {
    Entry<ResourceDetails> resource = resources.get(call, id);
    return Answer.ok(
            call.may(Permission.CATALOG_READ)
                ? ResourceView.withOverrides(resource)
                : ResourceView.of(resource))
        .version(resource.version());
  }
}
