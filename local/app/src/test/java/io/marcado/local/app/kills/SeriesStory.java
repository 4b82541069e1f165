package io.marcado.local.app.kills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Reply;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Series that overlap each other, are moved to another hour and are cancelled: every acknowledged
 * one is whole where its last change that was answered has it, no other one is there in part, and
 * all other times are free for somebody.
 */
final class SeriesStory implements KillStory {
  private static final int COUNT = 6;
  private static final int DAYS = 30;

  /** In place of the hour of a series that is cancelled. */
  private static final int CANCELLED = -1;

  /** At which hours each may be. These are two when the answer to a change was lost. */
  private final Map<Made, Set<Integer>> made = new ConcurrentHashMap<>();

  /** Those that nobody changes at the moment. */
  private final Queue<Made> idle = new ConcurrentLinkedQueue<>();

  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger moved = new AtomicInteger();
  private final AtomicInteger cancelled = new AtomicInteger();
  private final KillShop shop;
  private final String service;

  /**
   * A series that was acknowledged.
   *
   * @param first booking of it
   * @param date of that
   */
  private record Made(String id, String first, LocalDate date) {}

  SeriesStory(StackProcess stack) {
    shop = new KillShop(stack, "kill-series");
    String ana = shop.resource("Ana", "PERSON");
    service = shop.service(List.of(ana));
  }

  @Override
  public void begin(StackProcess stack, Random luck) {
    shop.restarted(stack);
    lookAtThoseInDoubt();
    int before = moved.get() + cancelled.get();
    // The first one of all meets no other one. Later those whose answers were lost take many times.
    for (int tries = 0; tries < 10 && moved.get() + cancelled.get() == before; tries++) {
      make(luck);
      change(luck);
    }
    assertThat(made).isNotEmpty();
    assertThat(moved.get() + cancelled.get()).isPositive();
  }

  @Override
  public boolean step(Random luck) {
    if (luck.nextBoolean()) {
      make(luck);
    } else {
      change(luck);
    }
    return true;
  }

  /** Who reads a series finishes what a kill has left of a change, so it can be changed again. */
  private void lookAtThoseInDoubt() {
    List<Made> doubtful =
        made.entrySet().stream()
            .filter(one -> one.getValue().size() > 1)
            .map(Map.Entry::getKey)
            .toList();
    for (Made one : doubtful) {
      int hour = hourOf(one);
      made.put(one, Set.of(hour));
      if (hour != CANCELLED) {
        idle.add(one);
      }
    }
  }

  private void make(Random luck) {
    LocalDate date = shop.from.plusDays(luck.nextInt(20));
    int hour = KillShop.OPENS + luck.nextInt(KillShop.HOURS);
    Map<String, Object> draft = new HashMap<>();
    draft.put("serviceId", service);
    draft.put("start", start(date, hour));
    draft.put("recurrence", Map.of("frequency", "DAILY", "count", COUNT));
    String phone = TestStack.phone();
    draft.put("client", Map.of("name", "Clara", "phone", phone));
    ApiClient once = shop.owner().with("Idempotency-Key", phone);
    asked.incrementAndGet();
    Reply reply = StackProcess.answered(() -> once.post("/series", draft));
    if (reply.status() == 201) {
      String first = reply.json().path("occurrences").path(0).path("bookingId").asText();
      Made one = new Made(reply.json().path("seriesId").asText(), first, date);
      made.put(one, Set.of(hour));
      idle.add(one);
    }
  }

  /** Moves or cancels one that nobody else changes. */
  private void change(Random luck) {
    Made one = idle.poll();
    if (one == null) {
      return;
    }
    int before = Objects.requireNonNull(made.get(one)).iterator().next();
    if (luck.nextInt(3) == 0) {
      if (sent(one, before, CANCELLED, () -> cancel(one))) {
        cancelled.incrementAndGet();
      }
    } else {
      int after =
          KillShop.OPENS
              + (before - KillShop.OPENS + 1 + luck.nextInt(KillShop.HOURS - 1)) % KillShop.HOURS;
      if (sent(one, before, after, () -> move(one, after))) {
        moved.incrementAndGet();
      }
    }
  }

  /** A change is not sent again: while its answer is missing nobody knows what came of it. */
  private boolean sent(Made one, int before, int after, Supplier<Reply> change) {
    made.put(one, Set.of(before, after));
    Reply reply = change.get();
    if (reply.status() != 200 && reply.status() != 409) {
      return false;
    }
    boolean changed = reply.status() == 200;
    int hour = changed ? after : before;
    made.put(one, Set.of(hour));
    if (hour != CANCELLED) {
      idle.add(one);
    }
    return changed;
  }

  private Reply move(Made one, int hour) {
    Map<String, Object> move =
        Map.of("scope", "ALL", "bookingId", one.first(), "start", start(one.date(), hour));
    return shop.owner().patch("/series/" + one.id(), move);
  }

  private Reply cancel(Made one) {
    return shop.owner().post("/series/" + one.id() + "/cancel", Map.of("scope", "ALL"));
  }

  private static String start(LocalDate date, int hour) {
    return "%sT%02d:00:00Z".formatted(date, hour);
  }

  @Override
  public void check(StackProcess stack) {
    shop.restartedAfter(stack, Duration.ofMinutes(12));
    made.forEach((one, hours) -> assertThat(hours).as("%s", one).contains(hourOf(one)));
    // Those whose answer was lost are whole too. The next turn of a scheduled function sees to it.
    Map<String, Integer> bookings = new HashMap<>();
    await()
        .untilAsserted(
            () -> {
              bookings.clear();
              series().forEach(id -> bookings.merge(id, 1, Integer::sum));
              assertThat(bookings.values()).allMatch(count -> count == COUNT);
            });
    List<String> free = shop.slots(service, DAYS).findValuesAsText("start");
    for (String start : free) {
      shop.book(Map.of("serviceId", service, "start", start)).expect(201);
    }
    assertThat(free).hasSize(DAYS * KillShop.HOURS - COUNT * bookings.size());
  }

  @Override
  public String toString() {
    return "%s series asked for, %d made, %s moves, %s cancelled"
        .formatted(asked, made.size(), moved, cancelled);
  }

  /**
   * At which hour all of a series is now. The first answers of a process may lack bookings which it
   * had no time to finish.
   */
  private int hourOf(Made one) {
    Set<Integer> hours = new HashSet<>();
    await()
        .untilAsserted(
            () -> {
              hours.clear();
              JsonNode all =
                  shop.owner().get("/series/" + one.id()).expect(200).path("occurrences");
              assertThat(all).hasSize(COUNT);
              for (int day = 0; day < COUNT; day++) {
                hours.add(hourOf(all.path(day), one.date().plusDays(day)));
              }
              assertThat(hours).as("%s", all).hasSize(1);
            });
    return hours.iterator().next();
  }

  private static int hourOf(JsonNode occurrence, LocalDate date) {
    if (occurrence.path("status").asText().equals("CANCELLED")) {
      return CANCELLED;
    }
    assertThat(occurrence.path("status").asText()).isEqualTo("CONFIRMED");
    OffsetDateTime start = OffsetDateTime.parse(occurrence.path("start").asText());
    assertThat(start.toLocalDate()).isEqualTo(date);
    return start.getHour();
  }

  /** The series of each booking. */
  private List<String> series() {
    List<String> ids = new ArrayList<>();
    String next = "";
    do {
      JsonNode page = shop.owner().get("/bookings?status=CONFIRMED&limit=100" + next).expect(200);
      page.path("items").forEach(one -> ids.add(one.path("seriesId").asText()));
      next =
          page.path("nextCursor").isTextual() ? "&cursor=" + page.path("nextCursor").asText() : "";
    } while (!next.isEmpty());
    return ids;
  }
}
