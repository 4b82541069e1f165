package io.marcado.bookings;

import io.marcado.bookings.published.BookingSource;
import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.bookings.scheduling.BookingRequest;
import io.marcado.bookings.scheduling.SlotRequest;
import io.marcado.bookings.scheduling.Whom;
import io.marcado.domain.Fault;
import io.marcado.domain.Permission;
import io.marcado.identity.published.ClientRecords.ClientDraft;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.Problem;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.json.Readers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The body of {@code POST /bookings}, and its key. */
record BookingDraft(
    SlotRequest slot,
    Optional<String> notes,
    Map<String, Object> customFields,
    Optional<String> clientId,
    Optional<ClientDraft> client,
    Set<SchedulingRule> ignored,
    Optional<String> idempotencyKey) {

  static BookingDraft read(RequestReader request) {
    Optional<String> key = request.idempotencyKey();
    return request.body(
        body -> {
          Optional<String> notes = body.optional("notes", BookingFields.note());
          return new BookingDraft(
              BookingFields.slot(body),
              notes,
              BookingFields.customFields(body, notes),
              body.optional("clientId", Readers.id()),
              body.optional("client", BookingFields.client()),
              BookingFields.ignoredRules(body),
              key);
        });
  }

  /**
   * The request, as this caller may make it.
   *
   * @throws Problem 400 when staff do not say for whom, or a client says more than it may
   */
  BookingRequest by(Call call) {
    return new BookingRequest(
        call.may(Permission.BOOKINGS_WRITE) ? BookingSource.STAFF : BookingSource.CLIENT,
        call.may(Permission.BOOKINGS_WRITE) ? namedByStaff() : self(call),
        slot,
        notes,
        customFields,
        ignored,
        idempotencyKey);
  }

  private Whom namedByStaff() {
    if (clientId.isPresent() && client.isPresent()) {
      throw Problem.invalid("/client", "must not stand beside clientId");
    }
    return clientId
        .<Whom>map(Whom.ById::new)
        .or(() -> client.map(Whom.ByPhone::new))
        .orElseThrow(
            () -> Problem.invalid("/clientId", "is required, or client: staff book for somebody"));
  }

  private Whom self(Call call) {
    String userId = call.person().id().value();
    List<Fault> faults = new ArrayList<>();
    if (clientId.isPresent() && !clientId.get().equals(userId)) {
      faults.add(new Fault("/clientId", "is for staff; clients book for themselves"));
    }
    if (client.isPresent()) {
      faults.add(new Fault("/client", "is for staff; clients book for themselves"));
    }
    if (!ignored.isEmpty()) {
      faults.add(new Fault("/ignoreRules", "is for staff"));
    }
    if (!faults.isEmpty()) {
      throw Problem.invalid(faults);
    }
    return new Whom.Self(userId);
  }
}
