package io.marcado.catalog.resources;

import io.marcado.catalog.CatalogProblems;
import io.marcado.catalog.EntryRequests;
import io.marcado.catalog.entries.BookedUpdate;
import io.marcado.catalog.entries.Entry;
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

/** {@code PATCH /resources/{resourceId}}: changes a resource. */
public final class PatchResourceHandler
    extends TenantEndpoint<BookedUpdate<ResourceDetails>, ResourceView> {
  @Inject Resources resources;

  @Override
  protected Access access() {
    return Access.may(Permission.CATALOG_WRITE);
  }

  @Override
  protected BookedUpdate<ResourceDetails> read(RequestReader request) {
    return EntryRequests.updateOfBooked(request, "resourceId", ResourceDetails.SHAPE);
  }

  @Override
  protected List<Fault> faults(Call call, BookedUpdate<ResourceDetails> input) {
    return resources.faults(call.actor(), input.update());
  }

  @Override
  protected Answer<ResourceView> answer(Call call, BookedUpdate<ResourceDetails> input) {
    if (!input.keepsBookings()) {
      CatalogProblems.refuse(resources.whyNotChange(call.actor(), input.update(), call.now()));
    }
    Entry<ResourceDetails> resource =
        CatalogProblems.orThrow(resources.change(call.actor(), input.update(), call.now()));
    Set<PersonId> people = resources.peopleShownTo(call.actor(), List.of(resource));
    return Answer.ok(ResourceView.withOverrides(resource, people)).version(resource.version());
  }
}
