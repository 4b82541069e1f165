package io.marcado.bookings.scheduling;

import io.marcado.bookings.published.BookingSource;
import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import io.marcado.platform.json.Json;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What somebody wants to book.
 *
 * @param ignored rules that staff set aside
 * @param idempotencyKey by which a repetition is recognised
 */
public record BookingRequest(
    BookingSource source,
    Whom whom,
    SlotRequest slot,
    Optional<String> notes,
    Map<String, Object> customFields,
    Set<SchedulingRule> ignored,
    Optional<String> idempotencyKey) {

  public BookingRequest {
    customFields = Collections.unmodifiableMap(new LinkedHashMap<>(customFields));
    EnumSet<SchedulingRule> rules = EnumSet.noneOf(SchedulingRule.class);
    rules.addAll(ignored);
    ignored = Collections.unmodifiableSet(rules);
  }

  /**
   * The booking's id when the request has a key: the same for the same sender and key.
   *
   * @param sender who sent it: a user id, or the client's phone where nobody is signed in
   */
  Optional<String> derivedId(TenantId tenant, String sender) {
    return idempotencyKey.map(
        key ->
            Ids.derived(
                List.of(
                    tenant.value(),
                    source == BookingSource.PUBLIC ? "CreatePublicBooking" : "CreateBooking",
                    sender,
                    key)));
  }

  /**
   * The same for requests that ask for the same, and for no others: of JSON with sorted fields, in
   * which nothing that a client sends can look like something else.
   */
  String hash() {
    Map<String, Object> fields = new TreeMap<>();
    switch (whom) {
      case Whom.Self(String id) -> fields.put("self", id);
      case Whom.ById(String id) -> fields.put("clientId", id);
      case Whom.ByPhone(var client) -> {
        Map<String, Object> draft = new TreeMap<>();
        draft.put("name", client.name());
        draft.put("phone", client.phone().e164());
        client.email().ifPresent(email -> draft.put("email", email));
        fields.put("client", draft);
      }
    }
    fields.put("serviceId", slot.serviceId());
    slot.resourceId().ifPresent(id -> fields.put("resourceId", id));
    fields.put("start", slot.start().toString());
    slot.durationMinutes().ifPresent(minutes -> fields.put("durationMinutes", minutes));
    notes.ifPresent(text -> fields.put("notes", text));
    Map<String, Object> sorted = new TreeMap<>();
    customFields.forEach((name, value) -> sorted.put(name, canonical(value)));
    fields.put("customFields", sorted);
    fields.put("ignoreRules", ignored);
    return Ids.derived(List.of(Json.write(fields)));
  }

  private static Object canonical(Object value) {
    return value instanceof BigDecimal number ? number.stripTrailingZeros() : value;
  }
}
