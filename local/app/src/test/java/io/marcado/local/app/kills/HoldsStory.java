package io.marcado.local.app.kills;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Reply;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hold, book, extend and give back person and room, for an hour or for a visit of two: after the
 * holds are over, every acknowledged booking is there, and all other times are free for somebody.
 */
final class HoldsStory implements KillStory {
  private static final int DAYS = 3;

  private final Queue<String> booked = new ConcurrentLinkedQueue<>();
  private final AtomicInteger held = new AtomicInteger();
  private final KillShop shop;
  private final String service;

  /** A few days of eight hours, so that several want the same time. */
  HoldsStory(StackProcess stack) {
    shop = new KillShop(stack, "kill-held");
    String ana = shop.resource("Ana", "PERSON");
    String room = shop.resource("Sala", "SPACE");
    service =
        shop.owner()
            .post(
                "/services",
                Map.of(
                    "name",
                    "Massagem",
                    "durationMinutes",
                    60,
                    "resourceIds",
                    List.of(ana),
                    "alsoNeeds",
                    List.of(Map.of("resourceIds", List.of(room)))))
            .expect(201)
            .path("serviceId")
            .asText();
  }

  @Override
  public void begin(StackProcess stack, Random luck) {
    // What the last kill has left is over, and to be given up by those who want its time.
    shop.restartedAfter(stack, Duration.ofMinutes(11));
    List<String> free = free();
    if (!free.isEmpty()) {
      booked.add(book(Map.of("serviceId", service, "start", free.getFirst())));
    }
  }

  @Override
  public boolean step(Random luck) {
    List<String> free = free();
    if (!free.isEmpty()) {
      hold(shop.visitor(), free.get(luck.nextInt(free.size())), luck);
    }
    return !free.isEmpty();
  }

  @Override
  public void check(StackProcess stack) {
    shop.restartedAfter(stack, Duration.ofMinutes(25));
    for (String start : free()) {
      book(Map.of("serviceId", service, "start", start));
    }
    assertThat(free()).isEmpty();
    ApiClient owner = shop.owner();
    assertThat(booked)
        .allSatisfy(
            id ->
                assertThat(owner.get("/bookings/" + id).expect(200).path("status").asText())
                    .isEqualTo("CONFIRMED"));
    assertThat(hours(owner)).hasSize(KillShop.HOURS * DAYS);
  }

  @Override
  public String toString() {
    return held + " held, with a few more " + booked.size() + " booked";
  }

  private void hold(ApiClient visitor, String start, Random luck) {
    Map<String, Object> what = new HashMap<>(Map.of("start", start));
    if (luck.nextInt(3) == 0) {
      Map<String, Object> hour = Map.of("serviceId", service);
      what.put("visit", List.of(hour, hour));
    } else {
      what.put("serviceId", service);
    }
    Reply hold = visitor.post("/holds", what);
    if (hold.status() != 201) {
      return;
    }
    held.incrementAndGet();
    String id = hold.json().path("holdId").asText();
    String token = hold.json().path("holdToken").asText();
    switch (luck.nextInt(8)) {
      case 0 -> booked.add(book(Map.of("holdId", id, "holdToken", token)));
      case 1 -> visitor.as(token).post("/holds/" + id + "/extend", Map.of());
      default -> visitor.as(token).delete("/holds/" + id);
    }
  }

  private String book(Map<String, Object> what) {
    return shop.book(what).expect(201).path("bookingId").asText();
  }

  private List<String> free() {
    return shop.slots(service, DAYS).findValuesAsText("start");
  }

  /** The starts of all hours that are booked, each once. */
  private static Set<OffsetDateTime> hours(ApiClient owner) {
    Set<OffsetDateTime> hours = new HashSet<>();
    JsonNode items = owner.get("/bookings?status=CONFIRMED&limit=100").expect(200).path("items");
    for (JsonNode one : items) {
      OffsetDateTime end = OffsetDateTime.parse(one.path("end").asText());
      for (OffsetDateTime hour = OffsetDateTime.parse(one.path("start").asText());
          hour.isBefore(end);
          hour = hour.plusHours(1)) {
        assertThat(hours.add(hour)).as("%s", one).isTrue();
      }
    }
    return hours;
  }
}
