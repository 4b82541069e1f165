package io.marcado.local.app.kills;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Messages;
import io.marcado.local.app.client.Reply;
import io.marcado.local.http.HttpServer;
import io.marcado.platform.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bookings are made, moved and cancelled. Each version that was acknowledged is there, in the
 * trail, and with the server of the business; its client was told of the last one, of a
 * confirmation and of a cancellation once; and its visits are counted.
 */
final class AftermathStory implements KillStory {
  private static final int DAYS = 20;
  private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("dd/MM 'às' HH:mm");

  /** The server of the business, which no kill concerns. */
  private final HttpServer receiver;

  /** Versions that it was told of, by booking. */
  private final Map<String, Set<Long>> told = new ConcurrentHashMap<>();

  private final Queue<String> asked = new ConcurrentLinkedQueue<>();

  /** The last version of each booking that was acknowledged, by its client's phone. */
  private final Map<String, JsonNode> made = new ConcurrentHashMap<>();

  /** Phones of whose bookings nobody knows that they are cancelled or being changed. */
  private final Queue<String> open = new ConcurrentLinkedQueue<>();

  private final AtomicInteger changes = new AtomicInteger();
  private final KillShop shop;
  private final String service;

  /** Of the business's own server: it outlives restarts, and nobody need sign in again. */
  private final String key;

  AftermathStory(StackProcess stack) {
    receiver = receiver();
    shop = new KillShop(stack, "kill-aftermath");
    service = shop.service(List.of(shop.resource("Ana", "PERSON")));
    key = shop.apiKey("bookings:read", "bookings:write", "people:read", "audit:read");
    shop.owner()
        .post(
            "/webhooks",
            Map.of(
                "url",
                "http://127.0.0.1:%d/".formatted(receiver.address().getPort()),
                "eventTypes",
                List.of(
                    "booking.created",
                    "booking.updated",
                    "booking.cancelled",
                    "booking.status_changed")))
        .expect(201);
  }

  private HttpServer receiver() {
    io.marcado.local.http.Reply thanks = io.marcado.local.http.Reply.json(200, "{}");
    try {
      return HttpServer.start(
          HttpServer.LOOPBACK,
          0,
          1 << 20,
          thanks,
          request -> {
            JsonNode data = Json.read(request.text(), JsonNode.class).path("data");
            told.computeIfAbsent(
                    data.path("bookingId").asText(), _ -> ConcurrentHashMap.newKeySet())
                .add(data.path("version").asLong());
            return thanks;
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void begin(StackProcess stack, Random luck) {
    shop.restarted(stack);
    int before = made.size();
    boolean more = true;
    while (more && made.size() == before) {
      more = book(luck);
    }
    change(luck);
  }

  @Override
  public boolean step(Random luck) {
    if (luck.nextBoolean()) {
      return book(luck);
    }
    change(luck);
    return true;
  }

  private boolean book(Random luck) {
    List<String> free = shop.slots(service, DAYS).findValuesAsText("start");
    if (free.isEmpty()) {
      return false;
    }
    String phone = TestStack.phone();
    asked.add(phone);
    Map<String, Object> draft =
        Map.of(
            "serviceId",
            service,
            "start",
            free.get(luck.nextInt(free.size())),
            "client",
            Map.of("name", "Clara", "phone", phone));
    ApiClient once = shop.visitor().with("Idempotency-Key", phone);
    acknowledged(phone, StackProcess.answered(() -> once.post("/public/bookings", draft)), 201);
    return true;
  }

  /**
   * A change is not sent again. Where its answer is lost, the booking is left alone from then on.
   */
  private void change(Random luck) {
    String phone = open.poll();
    if (phone == null) {
      return;
    }
    JsonNode booking = requireNonNull(made.get(phone));
    String path = "/bookings/" + booking.path("bookingId").asText();
    Reply reply =
        luck.nextInt(3) == 0
            ? keyed().post(path + "/cancel", Map.of())
            : keyed()
                .with("If-Match", "\"" + booking.path("version").asInt() + "\"")
                .patch(path, Map.of("start", other(booking, luck)));
    if (acknowledged(phone, reply, 200)) {
      changes.incrementAndGet();
    } else if (reply.status() < 500) {
      open.add(phone);
    }
  }

  private ApiClient keyed() {
    return shop.visitor().as(key);
  }

  /** Another hour of the day, which may be taken. */
  private static String other(JsonNode booking, Random luck) {
    OffsetDateTime start = OffsetDateTime.parse(booking.path("start").asText());
    int later = 1 + luck.nextInt(KillShop.HOURS - 1);
    return start
        .withHour(KillShop.OPENS + (start.getHour() - KillShop.OPENS + later) % KillShop.HOURS)
        .toString();
  }

  private boolean acknowledged(String phone, Reply reply, int status) {
    if (reply.status() != status) {
      return false;
    }
    made.put(phone, reply.json());
    if (reply.json().path("status").asText().equals("CONFIRMED")) {
      open.add(phone);
    }
    return true;
  }

  @Override
  public void check(StackProcess stack) {
    try {
      shop.restarted(stack);
      Messages messages = new Messages(ApiClient.of(stack.origin()));
      // One whose answer was lost may have another version by now.
      Map<String, JsonNode> present = new ConcurrentHashMap<>();
      made.forEach((phone, last) -> present.put(phone, present(last)));
      // Longer than a lease that a killed sender or counter has left.
      await()
          .untilAsserted(
              () ->
                  present.forEach(
                      (phone, booking) -> assertThatAllIsTold(booking, messages.to(phone))));
      await()
          .during(Duration.ofSeconds(2))
          .untilAsserted(
              () ->
                  assertThat(asked)
                      .allSatisfy(
                          phone -> {
                            // In a long run reminders are due too.
                            List<String> texts = messages.to(phone);
                            for (String word : List.of("confirmada", "cancelada")) {
                              assertThat(texts)
                                  .filteredOn(text -> text.contains(word))
                                  .hasSizeLessThan(2);
                            }
                          }));
      await().untilAsserted(() -> assertThatAllIsInTheTrail(present));
      for (JsonNode booking : present.values()) {
        await().untilAsserted(() -> assertThatItsVisitIsCounted(booking));
      }
    } finally {
      receiver.close();
    }
  }

  /** Nothing acknowledged is lost, and nothing else was made of it. */
  private JsonNode present(JsonNode last) {
    JsonNode now = keyed().get("/bookings/" + last.path("bookingId").asText()).expect(200);
    assertThat(now.path("version").asInt()).isGreaterThanOrEqualTo(last.path("version").asInt());
    if (now.path("version").equals(last.path("version"))) {
      assertThat(now.path("status")).isEqualTo(last.path("status"));
      assertThat(now.path("start")).isEqualTo(last.path("start"));
    }
    return now;
  }

  private void assertThatAllIsTold(JsonNode booking, List<String> texts) {
    String when = WHEN.format(OffsetDateTime.parse(booking.path("start").asText()));
    boolean over = booking.path("status").asText().equals("CANCELLED");
    String what =
        over ? "cancelada" : booking.path("version").asInt() == 1 ? "confirmada" : "mudou";
    assertThat(texts)
        .as("%s of %s", what, booking)
        .anyMatch(text -> text.contains(what) && text.contains(when));
    assertThat(told.getOrDefault(booking.path("bookingId").asText(), Set.of()))
        .as("events of %s", booking)
        .hasSize(booking.path("version").asInt());
  }

  private void assertThatAllIsInTheTrail(Map<String, JsonNode> present) {
    Map<String, List<String>> trail = new ConcurrentHashMap<>();
    String next = "";
    do {
      JsonNode page = keyed().get("/audit?object=booking&limit=100" + next).expect(200);
      for (JsonNode change : page.path("items")) {
        trail
            .computeIfAbsent(change.path("objectId").asText(), _ -> new ArrayList<>())
            .add(change.path("type").asText());
      }
      next =
          page.path("nextCursor").isTextual() ? "&cursor=" + page.path("nextCursor").asText() : "";
    } while (!next.isEmpty());
    for (JsonNode booking : present.values()) {
      assertThat(trail.get(booking.path("bookingId").asText()))
          .as("trail of %s", booking)
          .hasSize(booking.path("version").asInt())
          .endsWith("booking.created");
    }
  }

  private void assertThatItsVisitIsCounted(JsonNode booking) {
    JsonNode visits =
        keyed().get("/users/" + booking.path("clientId").asText()).expect(200).path("visits");
    boolean over = booking.path("status").asText().equals("CANCELLED");
    assertThat(visits.path("total").asInt()).as("visits of %s", booking).isEqualTo(1);
    assertThat(visits.path("cancelled").asInt())
        .as("visits of %s", booking)
        .isEqualTo(over ? 1 : 0);
    assertThat(visits.path("next").isNull()).as("visits of %s", booking).isEqualTo(over);
  }

  @Override
  public String toString() {
    return "%d booked, %s times changed".formatted(made.size(), changes);
  }
}
