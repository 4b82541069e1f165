package io.marcado.local.app.bookings;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.TestStack.SignedUp;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.CheckedClient;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A business with Ana and Bruno, who both cut hair for an hour; every answer is checked. */
final class Shop {
  static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");

  final SignedUp signedUp = TestStack.business();
  final CheckedClient owner = new CheckedClient(signedUp.owner());
  final CheckedClient visitor = new CheckedClient(signedUp.visitor());
  final String ana = signedUp.business().resource(signedUp.owner(), "Ana", "PERSON");
  final String bruno = signedUp.business().resource(signedUp.owner(), "Bruno", "PERSON");
  final String cut =
      signedUp.business().service(signedUp.owner(), "Corte", 60, "50.00", List.of(ana, bruno));

  /** A Monday two to three weeks ahead. */
  final LocalDate monday =
      LocalDate.ofInstant(TestStack.shared().clock().instant(), ZONE)
          .plusDays(14)
          .with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));

  CheckedClient client(String name) {
    return new CheckedClient(signedUp.client(name));
  }

  /** A server of the business. */
  CheckedClient apiKey(String... permissions) {
    String secret =
        signedUp
            .business()
            .apiKey(signedUp.owner(), "server", List.of(permissions))
            .path("key")
            .asText();
    return new CheckedClient(signedUp.visitor().as(secret));
  }

  void settings(Map<String, Object> patch) {
    owner.patch("/settings", patch).expect(200);
  }

  String room(String name, int capacity) {
    return owner
        .post("/resources", Map.of("name", name, "kind", "SPACE", "capacity", capacity))
        .expect(201)
        .path("resourceId")
        .asText();
  }

  /** A class of an hour, given by Ana. */
  String yoga() {
    return owner
        .post(
            "/services",
            Map.of(
                "name",
                "Yoga",
                "kind",
                "CLASS",
                "durationMinutes",
                60,
                "resourceIds",
                List.of(ana)))
        .expect(201)
        .path("serviceId")
        .asText();
  }

  String at(LocalDate date, String time) {
    return date + "T" + time + ":00-03:00";
  }

  String at(String time) {
    return at(monday, time);
  }

  Map<String, Object> draft(String serviceId, String start) {
    Map<String, Object> draft = new LinkedHashMap<>();
    draft.put("serviceId", serviceId);
    draft.put("start", start);
    return draft;
  }

  Map<String, Object> draft(String serviceId, String resourceId, String start) {
    Map<String, Object> draft = draft(serviceId, start);
    draft.put("resourceId", resourceId);
    return draft;
  }

  Map<String, Object> publicDraft(String serviceId, String resourceId, String start) {
    Map<String, Object> draft = draft(serviceId, resourceId, start);
    draft.put("client", Map.of("name", "Lia", "phone", TestStack.phone()));
    return draft;
  }

  /** Starts that are free on the Monday, as {@code HH:mm}. */
  List<String> free(String path) {
    JsonNode slots =
        visitor
            .get(path + (path.contains("?") ? "&" : "?") + "from=" + monday + "&to=" + monday)
            .expect(200)
            .path("slots");
    return slots.valueStream().map(slot -> slot.path("start").asText().substring(11, 16)).toList();
  }

  static String id(Reply reply) {
    return reply.expect(201).path("bookingId").asText();
  }
}
