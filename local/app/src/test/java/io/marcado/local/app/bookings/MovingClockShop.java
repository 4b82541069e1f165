package io.marcado.local.app.bookings;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.LocalStack;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Business;
import io.marcado.local.app.client.Business.Owner;
import io.marcado.local.app.client.Messages;
import io.marcado.local.app.contract.CheckedClient;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A business in São Paulo that is always open, on a stack whose clock the tests move. Ana and Bruno
 * cut hair for an hour. Everybody signs in anew after the clock has moved: tokens end.
 */
final class MovingClockShop {
  private static final String PASSWORD = "tesoura-e-navalha";

  final String ownerPhone = TestStack.phone();
  final String ana;
  final String bruno;
  final String cut;
  private final LocalStack stack;
  private final Messages messages;
  private final Business business;

  MovingClockShop(LocalStack stack, String slug, Map<String, Object> settings) {
    this.stack = stack;
    ApiClient origin = ApiClient.of(stack.origin().toString());
    messages = new Messages(origin);
    business =
        Business.signUp(
            origin,
            slug,
            "Barbearia",
            new Owner("Zé", ownerPhone, "ze@" + slug + ".example", PASSWORD));
    ApiClient owner = business.signIn(ownerPhone, PASSWORD);
    ana = business.resource(owner, "Ana", "PERSON");
    bruno = business.resource(owner, "Bruno", "PERSON");
    cut = business.service(owner, "Corte", 60, "50.00", List.of(ana, bruno));
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("businessHours", allWeek());
    all.put("minimumNoticeMinutes", 0);
    all.put("cancellationWindowMinutes", 1440);
    all.put("slotIntervalMinutes", 60);
    all.putAll(settings);
    owner().patch("/settings", all).expect(200);
  }

  String base() {
    return business.base();
  }

  CheckedClient owner() {
    return new CheckedClient(business.signIn(ownerPhone, PASSWORD));
  }

  CheckedClient visitor() {
    return new CheckedClient(business.visitor());
  }

  /** A server of the business. */
  CheckedClient apiKey(String... permissions) {
    ApiClient owner = business.signIn(ownerPhone, PASSWORD);
    String secret = business.apiKey(owner, "server", List.of(permissions)).path("key").asText();
    return new CheckedClient(business.visitor().as(secret));
  }

  /** Registers a client. */
  String register() {
    String phone = TestStack.phone();
    business.register("Lia", phone, PASSWORD);
    return phone;
  }

  CheckedClient client(String phone) {
    return new CheckedClient(business.signIn(phone, PASSWORD));
  }

  /** The messages to a phone about bookings, newest first, once there are so many. */
  List<String> told(String phone, int count) {
    return about(
        messages.await(phone, count + " messages", bodies -> about(bodies).size() >= count));
  }

  /** The messages to a phone about bookings so far, newest first. */
  List<String> told(String phone) {
    return about(messages.to(phone));
  }

  /** True once a message with this text was sent to a phone. */
  boolean wasSent(String phone, String text) {
    return messages.to(phone).stream().anyMatch(body -> body.contains(text));
  }

  private static List<String> about(List<String> bodies) {
    return bodies.stream().filter(body -> body.contains("Corte")).toList();
  }

  /** The start of an hour, so many hours from the present hour of the stack's clock. */
  String in(int hours) {
    return OffsetDateTime.ofInstant(stack.clock().instant(), Shop.ZONE)
        .withMinute(0)
        .withSecond(0)
        .withNano(0)
        .plusHours(hours)
        .toString()
        .replaceFirst("T(\\d\\d:\\d\\d)-", "T$1:00-");
  }

  void pass(Duration time) {
    messages.advanceClock(time);
  }

  /** A request of a client for Ana. */
  Map<String, Object> draft(String start) {
    Map<String, Object> draft = new LinkedHashMap<>();
    draft.put("serviceId", cut);
    draft.put("resourceId", ana);
    draft.put("start", start);
    return draft;
  }

  /** A request of staff for Ana and a new client. */
  Map<String, Object> draft(String start, String phone) {
    Map<String, Object> draft = draft(start);
    draft.put("client", Map.of("name", "Lia", "phone", phone));
    return draft;
  }

  JsonNode act(String booking, String act) {
    return owner().post("/bookings/" + booking + "/" + act, "{}").expect(200);
  }

  private static List<Map<String, String>> allWeek() {
    return List.of("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
        .stream()
        .map(day -> Map.of("day", day, "opens", "00:00", "closes", "24:00"))
        .toList();
  }
}
