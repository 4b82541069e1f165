package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.ClassPlace;
import io.marcado.bookings.published.Attendee;
import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.domain.PersonId;
import io.marcado.identity.published.PhoneProof;
import io.marcado.platform.json.Json;
import io.marcado.platform.replay.Repeatable;
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
 * A request of an actor to book.
 *
 * @param clientId the client, by id; staff name one, clients only themselves
 * @param client the client by phone, who may be new, or somebody who walked in, by name
 * @param attendee who comes, if it is not the client, or not to be called as the client is
 * @param ignored rules that staff set aside
 * @param idempotencyKey identifies a retry
 * @param proof of the client's phone; it says who asks, and not what for, so it is not in the hash
 */
public record BookingRequest(
    SlotRequest slot,
    Optional<PersonId> clientId,
    Optional<Whom.Named> client,
    Optional<Attendee> attendee,
    Optional<String> notes,
    Map<String, Object> customFields,
    Set<SchedulingRule> ignored,
    Optional<String> idempotencyKey,
    Optional<PhoneProof> proof) {

  public BookingRequest {
    customFields = Collections.unmodifiableMap(new LinkedHashMap<>(customFields));
    EnumSet<SchedulingRule> rules = EnumSet.noneOf(SchedulingRule.class);
    rules.addAll(ignored);
    ignored = Collections.unmodifiableSet(rules);
  }

  /** A request without a proof. */
  public BookingRequest(
      SlotRequest slot,
      Optional<PersonId> clientId,
      Optional<Whom.Named> client,
      Optional<Attendee> attendee,
      Optional<String> notes,
      Map<String, Object> customFields,
      Set<SchedulingRule> ignored,
      Optional<String> idempotencyKey) {
    this(
        slot,
        clientId,
        client,
        attendee,
        notes,
        customFields,
        ignored,
        idempotencyKey,
        Optional.empty());
  }

  /** The same, which a retry finds by this key unless it brings one of its own. */
  BookingRequest keyed(String key) {
    return new BookingRequest(
        slot,
        clientId,
        client,
        attendee,
        notes,
        customFields,
        ignored,
        idempotencyKey.or(() -> Optional.of(key)),
        proof);
  }

  /**
   * The same from the beginning of the minute: who records that somebody walks in now sends what
   * its clock shows, seconds included.
   */
  BookingRequest toTheMinute() {
    return new BookingRequest(
        slot.toTheMinute(),
        clientId,
        client,
        attendee,
        notes,
        customFields,
        ignored,
        idempotencyKey,
        proof);
  }

  /**
   * A hash that is equal exactly for requests that ask for the same. It hashes JSON with sorted
   * fields, so that no value of a client can pass for another field.
   *
   * @param whom the client, as the actor may name one
   */
  String hash(Whom whom) {
    Map<String, Object> fields = new TreeMap<>();
    switch (whom) {
      case Whom.Self(PersonId id) -> fields.put("self", id.value());
      case Whom.ById(PersonId id) -> fields.put("clientId", id.value());
      case Whom.ByPhone(var client) -> {
        Map<String, Object> draft = new TreeMap<>();
        draft.put("name", client.name());
        draft.put("phone", client.phone().e164());
        client.email().ifPresent(email -> draft.put("email", email));
        client.locale().ifPresent(locale -> draft.put("locale", locale.toLanguageTag()));
        fields.put("client", draft);
      }
      case Whom.WalkIn(String name) -> fields.put("client", Map.of("name", name));
      case Whom.Unnamed _ -> {}
    }
    if (slot.seats().isPresent()) {
      // The session may be at another time when the request is repeated.
      ClassPlace place = slot.seats().get().place();
      fields.put("sessionId", place.sessionId().value());
      fields.put(
          "seats",
          place.seats().stream()
              .map(seat -> seat.attendee().map(BookingRequest::said).orElse(Map.of()))
              .toList());
    } else if (!slot.visit().isEmpty()) {
      fields.put("visit", slot.visit().stream().map(AskedPart::said).toList());
      fields.put("start", slot.start().toString());
    } else {
      fields.put("serviceId", slot.serviceId().value());
      slot.resourceId().ifPresent(id -> fields.put("resourceId", id.value()));
      fields.put("start", slot.start().toString());
      slot.durationMinutes().ifPresent(minutes -> fields.put("durationMinutes", minutes));
    }
    attendee.ifPresent(who -> fields.put("attendee", said(who)));
    notes.ifPresent(text -> fields.put("notes", text));
    Map<String, Object> sorted = new TreeMap<>();
    customFields.forEach((name, value) -> sorted.put(name, canonical(value)));
    fields.put("customFields", sorted);
    fields.put("ignoreRules", ignored);
    return Repeatable.hash(List.of(Json.write(fields)));
  }

  private static Map<String, Object> said(Attendee who) {
    Map<String, Object> said = new TreeMap<>();
    said.put("name", who.name());
    who.notes().ifPresent(text -> said.put("notes", text));
    return said;
  }

  private static Object canonical(Object value) {
    return value instanceof BigDecimal number ? number.stripTrailingZeros() : value;
  }
}
