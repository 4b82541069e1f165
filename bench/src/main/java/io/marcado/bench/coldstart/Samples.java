package io.marcado.bench.coldstart;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.bench.Shop;
import io.marcado.local.template.ProjectRoot;
import io.marcado.platform.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** The events of events/, with what they name replaced by what there is. */
final class Samples {
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

  String event(String function) throws IOException {
    ObjectNode event =
        Json.read(
            Files.readString(ProjectRoot.find().resolve("events").resolve(function + ".json")),
            ObjectNode.class);
    if (event.has("stageVariables")) {
      event.putObject("stageVariables").put("tenant", shop.tenantId());
    }
    number++;
    switch (function) {
      case "CreatePublicBooking" -> {
        ((ObjectNode) event.path("headers")).put("idempotency-key", "cold-" + number);
        event.put(
            "body",
            Json.write(
                Map.of(
                    "serviceId",
                    service,
                    "start",
                    starts.removeFirst(),
                    "client",
                    Map.of("name", "Lia", "phone", "+55119%08d".formatted(80_000_000 + number)))));
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
}
