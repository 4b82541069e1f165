package io.marcado.identity.team.audit;

import io.marcado.domain.FaultCode;
import io.marcado.domain.Permission;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.platform.audit.SecurityEvent;
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

/** {@code GET /security-events}: what happened to accounts, newest first. */
public final class ListSecurityEventsHandler
    extends TenantEndpoint<ListSecurityEventsHandler.Input, ItemList<SecurityEventView>> {
  @Inject AuditTrail trail;
  @Inject SettingsReader settings;

  /** The query; its dates are of the business's zone, both included. */
  record Input(
      Optional<LocalDate> from,
      Optional<LocalDate> to,
      Optional<SecurityEvent.Type> type,
      PageRequest page) {
    static Input read(Query query) {
      Optional<LocalDate> from = query.optional("from", Readers.date());
      Optional<LocalDate> to = query.optional("to", Readers.date());
      if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
        query.fault("to", FaultCode.CONFLICT, "must not be before from");
      }
      return new Input(
          from,
          to,
          query.optional(
              "type", Readers.choice(SecurityEvent.Type.class, SecurityEvent.Type::text)),
          query.page());
    }

    AuditTrail.Filter in(LocalTimeline timeline) {
      return new AuditTrail.Filter(
          from.map(timeline::startOf), to.map(date -> timeline.startOf(date.plusDays(1))), type);
    }
  }

  @Override
  protected Access access() {
    return Access.may(Permission.SECURITY_READ);
  }

  @Override
  protected Input read(RequestReader request) {
    return Input.read(request.query());
  }

  @Override
  protected Answer<ItemList<SecurityEventView>> answer(Call call, Input input) {
    LocalTimeline timeline = settings.get(call.tenant()).timeline();
    return Answer.ok(
        ItemList.of(
            call,
            trail.page(call.tenant(), input.in(timeline), input.page(), call.now()),
            SecurityEventView::of));
  }
}
