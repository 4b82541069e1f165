package io.marcado.trail.changes;

import io.marcado.domain.FaultCode;
import io.marcado.domain.Permission;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.platform.audit.Change.Subject;
import io.marcado.platform.audit.Changes;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.ItemList;
import io.marcado.platform.http.Query;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.json.Readers;
import io.marcado.platform.paging.PageRequest;
import io.marcado.platform.tenant.SettingsReader;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.Optional;

/** {@code GET /audit}: what was changed, when, by whom. */
public final class ListChangesHandler
    extends TenantEndpoint<ListChangesHandler.Input, ItemList<ChangeView>> {
  @Inject Changes changes;
  @Inject SettingsReader settings;

  /** The query; its dates are of the business's zone, both included. */
  record Input(
      Optional<Subject> object,
      Optional<String> objectId,
      Optional<String> actor,
      Optional<LocalDate> from,
      Optional<LocalDate> to,
      PageRequest page) {
    Changes.Filter in(LocalTimeline timeline) {
      return new Changes.Filter(
          object,
          objectId,
          actor,
          from.map(timeline::startOf),
          to.map(date -> timeline.startOf(date.plusDays(1))));
    }
  }

  @Override
  protected Access access() {
    return Access.may(Permission.AUDIT_READ);
  }

  @Override
  protected Input read(RequestReader request) {
    Query query = request.query();
    Optional<Subject> object =
        query.optional("object", Readers.choice(Subject.class, Subject::text));
    Optional<String> objectId = query.optional("objectId", Readers.id());
    if (objectId.isPresent() && object.isEmpty()) {
      query.fault("object", FaultCode.REQUIRED, "is required with an objectId");
    }
    Optional<LocalDate> from = query.optional("from", Readers.date());
    Optional<LocalDate> to = query.optional("to", Readers.date());
    if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
      query.fault("to", FaultCode.CONFLICT, "must not be before from");
    }
    return new Input(
        object, objectId, query.optional("actor", Readers.id()), from, to, query.page());
  }

  @Override
  protected Answer<ItemList<ChangeView>> answer(Call call, Input input) {
    LocalTimeline timeline = settings.get(call.tenant()).timeline();
    return Answer.ok(
        ItemList.of(
            call,
            changes.page(call.tenant(), input.in(timeline), true, input.page(), call.now()),
            ChangeView::of));
  }
}
