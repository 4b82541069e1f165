package io.marcado.local.app.kills;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.client.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Visits of a mother and her daughter, who are served at the same time by two people, are held,
 * booked, moved and cancelled: every acknowledged one is where its last change that was answered
 * has it, with both people, and at all other times both are free.
 */
final class VisitsStory implements KillStory {
  private static final int DAYS = 3;

  /** In place of the start of a visit that is cancelled. */
  private static final Instant CANCELLED = Instant.EPOCH;

  /** When each may be. These are two when the answer to a change was lost. */
  private final Map<String, Set<Instant>> made = new ConcurrentHashMap<>();

  /** Those that nobody changes at the moment. */
  private final Queue<String> idle = new ConcurrentLinkedQueue<>();

  private final AtomicInteger moved = new AtomicInteger();
  private final AtomicInteger cancelled = new AtomicInteger();
  private final KillShop shop;
  private final Set<String> people;
  private final String service;
  private final List<Map<String, Object>> visit;

  VisitsStory(StackProcess stack) {
    shop = new KillShop(stack, "kill-visits");
    String ana = shop.resource("Ana", "PERSON");
    String bia = shop.resource("Bia", "PERSON");
    people = new TreeSet<>(List.of(ana, bia));
    service = shop.service(List.of(ana, bia));
    visit = List.of(Map.of("serviceId", service), Map.of("serviceId", service, "parallel", true));
  }

  @Override
  public void begin(StackProcess stack, Random luck) {
    shop.restarted(stack);
    made.forEach(
        (id, starts) -> {
          if (starts.size() > 1) {
            now(id, StackProcess.answered(() -> shop.owner().get("/bookings/" + id)).expect(200));
          }
        });
    int before = moved.get();
    for (int tries = 0; tries < 50 && (moved.get() == before || cancelled.get() == 0); tries++) {
      book(luck);
      change(luck);
    }
    assertThat(moved.get()).isGreaterThan(before);
    assertThat(cancelled.get()).isPositive();
  }

  @Override
  public boolean step(Random luck) {
    if (luck.nextBoolean()) {
      book(luck);
    } else {
      change(luck);
    }
    return true;
  }

  @Override
  public void check(StackProcess stack) {
    shop.restartedAfter(stack, Duration.ofMinutes(25));
    made.forEach(
        (id, starts) ->
            assertThat(starts)
                .as(id)
                .contains(start(shop.owner().get("/bookings/" + id).expect(200))));
    for (Instant start : free()) {
      assertThat(shop.book(Map.of("visit", visit, "start", start.toString())).status())
          .isEqualTo(201);
    }
    assertThat(free()).isEmpty();
    JsonNode items =
        shop.owner().get("/bookings?status=CONFIRMED&limit=100").expect(200).path("items");
    Set<Instant> starts = new TreeSet<>();
    items.forEach(one -> starts.add(start(one)));
    assertThat(items).hasSize(DAYS * KillShop.HOURS);
    assertThat(starts).hasSize(DAYS * KillShop.HOURS);
  }

  @Override
  public String toString() {
    return "%d visits of two, %s times moved, %s times cancelled"
        .formatted(made.size(), moved, cancelled);
  }

  /** At once, or by a hold, which some give back. */
  private void book(Random luck) {
    Instant start = hour(luck);
    Map<String, Object> what = Map.of("visit", visit, "start", start.toString());
    if (luck.nextBoolean()) {
      Reply hold = shop.visitor().post("/holds", what);
      if (hold.status() != 201) {
        assertThat(hold.status()).as(hold.text()).isGreaterThanOrEqualTo(409);
        return;
      }
      String id = hold.json().path("holdId").asText();
      String token = hold.json().path("holdToken").asText();
      if (luck.nextInt(3) == 0) {
        shop.visitor().as(token).delete("/holds/" + id);
        return;
      }
      what = Map.of("holdId", id, "holdToken", token);
    }
    Reply reply = shop.book(what);
    if (reply.status() == 201) {
      now(reply.json().path("bookingId").asText(), reply.json());
    } else {
      assertThat(reply.status()).as(reply.text()).isGreaterThanOrEqualTo(409);
    }
  }

  /** Moves or cancels one that nobody else changes. */
  private void change(Random luck) {
    String id = idle.poll();
    if (id == null) {
      return;
    }
    Instant before = Objects.requireNonNull(made.get(id)).iterator().next();
    if (luck.nextInt(3) == 0) {
      if (sent(
          id,
          before,
          CANCELLED,
          () -> shop.owner().post("/bookings/" + id + "/cancel", Map.of()))) {
        cancelled.incrementAndGet();
      }
    } else {
      Instant after = hour(luck);
      Map<String, Object> move = Map.of("start", after.toString());
      if (sent(id, before, after, () -> moved(id, move)) && !after.equals(before)) {
        moved.incrementAndGet();
      }
    }
  }

  private Reply moved(String id, Map<String, Object> move) {
    int version = shop.owner().get("/bookings/" + id).expect(200).path("version").asInt();
    return shop.owner()
        .with("If-Match", "\"%d\"".formatted(version))
        .patch("/bookings/" + id, move);
  }

  /** A change is not sent again: while its answer is missing nobody knows what came of it. */
  private boolean sent(String id, Instant before, Instant after, Supplier<Reply> change) {
    made.put(id, before.equals(after) ? Set.of(before) : Set.of(before, after));
    Reply reply = change.get();
    if (reply.status() >= 500) {
      return false;
    }
    assertThat(reply.status()).as(reply.text()).isIn(200, 409);
    boolean changed = reply.status() == 200;
    now(id, changed ? after : before);
    return changed;
  }

  private void now(String id, JsonNode booking) {
    now(id, start(booking));
  }

  private void now(String id, Instant start) {
    made.put(id, Set.of(start));
    if (!start.equals(CANCELLED)) {
      idle.add(id);
    }
  }

  private Instant hour(Random luck) {
    return shop.from
        .plusDays(luck.nextInt(DAYS))
        .atTime(KillShop.OPENS + luck.nextInt(KillShop.HOURS), 0)
        .toInstant(ZoneOffset.UTC);
  }

  /** When a visit is; both people are there then. */
  private Instant start(JsonNode booking) {
    if (booking.path("status").asText().equals("CANCELLED")) {
      return CANCELLED;
    }
    assertThat(booking.path("status").asText()).as("%s", booking).isEqualTo("CONFIRMED");
    Instant start = instant(booking.path("start"));
    Set<String> both = new TreeSet<>();
    for (JsonNode part : booking.path("visit")) {
      assertThat(instant(part.path("start"))).as("%s", booking).isEqualTo(start);
      part.path("resourceIds").forEach(one -> both.add(one.asText()));
    }
    assertThat(both).as("%s", booking).isEqualTo(people);
    return start;
  }

  private static Instant instant(JsonNode moment) {
    return OffsetDateTime.parse(moment.asText()).toInstant();
  }

  /** The hours at which somebody is free: both are. */
  private Set<Instant> free() {
    Set<Instant> free = new TreeSet<>();
    for (JsonNode slot : shop.slots(service, DAYS)) {
      Set<String> who = new TreeSet<>();
      slot.path("resourceIds").forEach(one -> who.add(one.asText()));
      assertThat(who).as("%s", slot).isEqualTo(people);
      free.add(instant(slot.path("start")));
    }
    return free;
  }
}
