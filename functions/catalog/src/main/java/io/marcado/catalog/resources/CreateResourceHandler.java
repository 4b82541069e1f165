package io.marcado.catalog.resources;

import io.marcado.catalog.CatalogProblems;
import io.marcado.catalog.EntryRequests;
import io.marcado.catalog.entries.Created;
import io.marcado.catalog.entries.Draft;
import io.marcado.domain.Fault;
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

/** {@code POST /resources}: adds a resource. */
public final class CreateResourceHandler
    extends TenantEndpoint<Draft<ResourceDetails>, ResourceView> {
  @Inject Resources resources;

  @Override
  protected Access access() {
    return Access.may(Permission.CATALOG_WRITE);
  }

  @Override
  protected Draft<ResourceDetails> read(RequestReader request) {
    return EntryRequests.draft(request, ResourceDetails.SHAPE);
  }

  @Override
  protected List<Fault> faults(Call call, Draft<ResourceDetails> draft) {
    return resources.faults(call.actor(), draft);
  }

  @Override
  protected Answer<ResourceView> answer(Call call, Draft<ResourceDetails> draft) {
    Created<ResourceDetails> created =
        CatalogProblems.orThrow(resources.create(call.actor(), draft, call.now()));
    Set<PersonId> people = resources.peopleShownTo(call.actor(), List.of(created.entry()));
    return Answer.created(ResourceView.of(created.entry(), people))
        .version(created.entry().version())
        .replayed(created.replayed());
  }
}
