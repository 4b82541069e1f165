package io.marcado.bench.coldstart;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.bench.Shop;
import io.marcado.local.template.ProjectRoot;
import io.marcado.platform.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** The events of events/, with what they name replaced by what there is. */
final class Samples {
  /** Codes of Brazilian cities, one for each call of {@link #repeatable}. */
  private final Deque<String> areas = new ArrayDeque<>(List.of("21", "31", "41", "51", "61", "71"));

  private final Shop shop;
  private final String service;
  private final Deque<String> starts;
  private int number;

  Samples(Shop shop) {
    this.shop = shop;
    this.service = shop.service("Corte", List.of(shop.resource("Ana"), shop.resource("Bruno")));
    this.starts =
        new ArrayDeque<>(shop.starts(service, Shop.firstDay(), Shop.firstDay().plusDays(13)));
  }

  /**
   * Events that a function can be sent again and again: those of public bookings are for a class of
   * a thousand seats, each for another phone.
   */
  List<String> repeatable(String function) throws IOException {
    if (!function.equals("CreatePublicBooking")) {
      return List.of(event(function));
    }
    String area = areas.removeFirst();
    String course =
        shop.service(
            "Aula " + area, List.of(shop.hall("Sala " + area), shop.hall("Pátio " + area)));
    List<String> events = new ArrayList<>();
    for (String start : shop.starts(course, Shop.firstDay(), Shop.firstDay().plusDays(13))) {
      ObjectNode event = sample(function);
      ((ObjectNode) event.path("headers")).remove("idempotency-key");
      events.add(booking(event, course, start, "+55" + area + "9" + WarmAnswers.NUMBER));
    }
    return events;
  }

  String event(String function) throws IOException {
    ObjectNode event = sample(function);
    number++;
    switch (function) {
      case "CreatePublicBooking" -> {
        ((ObjectNode) event.path("headers")).put("idempotency-key", "cold-" + number);
        return booking(
            event, service, starts.removeFirst(), "+55119%08d".formatted(80_000_000 + number));
      }
      case "Login" ->
          event.put(
              "body",
              Json.write(
                  Map.of(
                      "phone",
                      shop.ownerAccount().phone(),
                      "password",
                      shop.ownerAccount().password())));
      default -> {}
    }
    return event.toString();
  }

  private ObjectNode sample(String function) throws IOException {
    ObjectNode event =
        Json.read(
            Files.readString(ProjectRoot.find().resolve("events").resolve(function + ".json")),
            ObjectNode.class);
    if (event.has("stageVariables")) {
      event.putObject("stageVariables").put("tenant", shop.tenantId());
    }
    return event;
  }

  private static String booking(ObjectNode event, String service, String start, String phone) {
    event.put(
        "body",
        Json.write(
            Map.of(
                "serviceId",
                service,
                "start",
                start,
                "client",
                Map.of("name", "Lia", "phone", phone))));
    return event.toString();
  }
}
