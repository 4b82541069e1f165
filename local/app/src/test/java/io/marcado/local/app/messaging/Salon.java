package io.marcado.local.app.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.LocalStack;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Business;
import io.marcado.local.app.client.Messages;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.PartitionKey;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A business with a haircut that Ana and Bia do, and one client of it. */
final class Salon {
  private static final String PASSWORD = "tesoura-e-navalha";

  private final LocalStack stack;
  private final Messages messages;
  private final Business business;
  private final String tenantId;
  private final String ownerPhone = TestStack.phone();
  private final String clientPhone = TestStack.phone();
  private final String ana;
  private final String bia;
  private final String haircut;

  Salon(LocalStack stack, String slug, String locale) {
    this.stack = stack;
    ApiClient origin = ApiClient.of(stack.origin().toString());
    this.messages = new Messages(origin);
    Map<String, Object> request =
        Map.of(
            "slug",
            slug,
            "businessName",
            "Salão da Rita",
            "template",
            "CONSULTATION",
            "timeZone",
            "America/Sao_Paulo",
            "locale",
            locale,
            "currency",
            "BRL",
            "owner",
            Map.of(
                "name",
                "Rita",
                "phone",
                ownerPhone,
                "email",
                "rita@" + slug + ".example",
                "password",
                PASSWORD));
    this.business = Business.signUp(origin, request);
    this.tenantId =
        origin
            .with("Idempotency-Key", "sign-up-" + slug)
            .post("/tenants", request)
            .expect(201)
            .path("tenantId")
            .asText();
    ApiClient owner = owner();
    ana = business.resource(owner, "Ana", "PERSON");
    bia = business.resource(owner, "Bia", "PERSON");
    haircut = business.service(owner, "Corte", 60, "50.00", List.of(ana, bia));
  }

  String tenantId() {
    return tenantId;
  }

  String ana() {
    return ana;
  }

  String bia() {
    return bia;
  }

  String clientPhone() {
    return clientPhone;
  }

  String ownerPhone() {
    return ownerPhone;
  }

  /** Somebody new to the staff, who is a resource and has signed in. */
  ApiClient hire(String phone, String resourceId) {
    ApiClient member = business.staff(owner(), "Ana", phone, PASSWORD);
    String id = member.get("/users/me").expect(200).path("userId").asText();
    owner().patch("/resources/" + resourceId, Map.of("personId", id)).expect(200);
    return member;
  }

  ApiClient client(String phone) {
    return business.register("Lia", phone, PASSWORD);
  }

  /** A client who has signed in, has proved this e-mail, and wants to be told by it. */
  ApiClient client(String phone, String email) {
    Map<String, String> person =
        Map.of("name", "Lia", "phone", phone, "email", email, "password", PASSWORD);
    business.visitor().post("/auth/register", person).expect(201);
    ApiClient client = business.signIn(phone, PASSWORD);
    JsonNode asked = client.post("/users/me/email/verification", "").expect(202);
    client
        .post(
            "/users/me/contacts/verify",
            Map.of("challengeId", asked.path("challengeId").asText(), "code", messages.code(email)))
        .expect(200);
    client.patch("/users/me", Map.of("messagePreferences", Map.of("channel", "EMAIL"))).expect(200);
    return client;
  }

  void settings(Map<String, Object> change) {
    owner().patch("/settings", change).expect(200);
  }

  /** Times at which Ana is free, at least two days ahead. */
  List<OffsetDateTime> times() {
    LocalDate today = LocalDate.ofInstant(stack.clock().instant(), ZoneOffset.ofHours(-3));
    JsonNode slots =
        business
            .visitor()
            .get(
                "/resources/%s/availability?serviceId=%s&from=%s&to=%s"
                    .formatted(ana, haircut, today.plusDays(3), today.plusDays(8)))
            .expect(200)
            .path("slots");
    List<OffsetDateTime> times = new ArrayList<>();
    slots.forEach(slot -> times.add(OffsetDateTime.parse(slot.path("start").asText())));
    return times;
  }

  /** Somebody without a login books Ana. */
  JsonNode book(OffsetDateTime start) {
    return book(ana, start);
  }

  /** The owner books Ana for the holder of a phone. */
  JsonNode bookFor(String phone, OffsetDateTime start) {
    Map<String, Object> draft = new HashMap<>(draft(ana, start));
    draft.put("client", Map.of("name", "Clara", "phone", phone));
    return owner().post("/bookings", draft).expect(201);
  }

  /** Somebody without a login books somebody. */
  JsonNode book(String resourceId, OffsetDateTime start) {
    return business.visitor().post("/public/bookings", draft(resourceId, start)).expect(201);
  }

  /** Somebody without a login books Ana, and says who comes. */
  JsonNode bookByVisitor(OffsetDateTime start, String attendee) {
    return business.visitor().post("/public/bookings", draft(start, attendee)).expect(201);
  }

  /** The owner books Ana for the client's phone, and says who comes. */
  JsonNode bookByOwner(OffsetDateTime start, String attendee) {
    return owner().post("/bookings", draft(start, attendee)).expect(201);
  }

  private Map<String, Object> draft(OffsetDateTime start, String attendee) {
    Map<String, Object> draft = new HashMap<>(draft(ana, start));
    draft.put("attendee", Map.of("name", attendee));
    return draft;
  }

  private Map<String, Object> draft(String resourceId, OffsetDateTime start) {
    return Map.of(
        "serviceId",
        haircut,
        "resourceId",
        resourceId,
        "start",
        start.toString(),
        "client",
        Map.of("name", "Clara", "phone", clientPhone));
  }

  /** A client who has signed in books Ana. */
  JsonNode book(ApiClient client, OffsetDateTime start) {
    return client
        .post(
            "/bookings", Map.of("serviceId", haircut, "resourceId", ana, "start", start.toString()))
        .expect(201);
  }

  /** The owner changes a version of a booking. */
  void change(JsonNode booking, int version, Map<String, Object> change) {
    change(owner(), booking, version, change);
  }

  /** Somebody changes a version of a booking. */
  void change(ApiClient caller, JsonNode booking, int version, Map<String, Object> change) {
    caller
        .with("If-Match", "\"" + version + "\"")
        .patch("/bookings/" + booking.path("bookingId").asText(), change)
        .expect(200);
  }

  /** The owner cancels, confirms or rejects. */
  void act(JsonNode booking, String action) {
    owner()
        .post("/bookings/%s/%s".formatted(booking.path("bookingId").asText(), action), Map.of())
        .expect(200);
  }

  /** A booking as it is now. */
  JsonNode booking(JsonNode booked) {
    return owner().get("/bookings/" + booked.path("bookingId").asText()).expect(200);
  }

  /** Of how many bookings the release of unconfirmed ones will think. */
  long askedToConfirm() {
    return stack
        .table()
        .client()
        .scanPaginator(request -> request.tableName(stack.table().tableName()))
        .items()
        .stream()
        .map(Item::of)
        .filter(item -> item.text("pk").equals(PartitionKey.platform("UNCONFIRMED").value()))
        .filter(item -> item.text("tenant").equals(tenantId))
        .count();
  }

  /** Moves the clock to so long before a time. */
  void moveClockTo(Duration before, OffsetDateTime time) {
    Instant target = time.toInstant().minus(before);
    messages.advanceClock(Duration.between(stack.clock().instant(), target));
  }

  /** What the client has been told, newest first, once it is so many messages. */
  List<String> told(int count) {
    return messages.await(clientPhone, count + " messages", bodies -> bodies.size() >= count);
  }

  /** What somebody has been told of bookings, newest first, once it is what a test waits for. */
  List<String> told(String phone, String last) {
    return messages.await(
        phone, last, bodies -> !bodies.isEmpty() && bodies.getFirst().contains(last));
  }

  /** What somebody has been told so far, newest first. */
  List<String> told(String phone) {
    return messages.to(phone);
  }

  /** Moves the clock forward to a moment. */
  void moveClockTo(Instant target) {
    messages.advanceClock(Duration.between(stack.clock().instant(), target));
  }

  /** What the client has been told so far, newest first. */
  List<String> told() {
    return messages.to(clientPhone);
  }

  /** What the ledger has of this business's messages: kind, state, and why one was dropped. */
  List<String> ledger() {
    return stack
        .table()
        .client()
        .scanPaginator(request -> request.tableName(stack.table().tableName()))
        .items()
        .stream()
        .map(Item::of)
        .filter(item -> item.text("pk").startsWith("T#" + tenantId + "#MESSAGE#"))
        .map(
            item ->
                "%s %s %s"
                    .formatted(
                        item.text("kind"),
                        item.text("state"),
                        item.optionalText("reason").orElse(""))
                    .strip())
        .toList();
  }

  // Signed in anew each time: tokens end while the clock is moved.
  ApiClient owner() {
    return business.signIn(ownerPhone, PASSWORD);
  }
}
