package io.marcado.local.app.kills;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Business;
import io.marcado.local.app.client.Business.Owner;
import io.marcado.local.app.client.Messages;
import io.marcado.local.app.client.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Series that overlap each other: every acknowledged one is there whole, no other one is there in
 * part, and all other times are free for somebody.
 */
final class SeriesStory implements KillStory {
  private static final Owner OWNER =
      new Owner("Rita", TestStack.phone(), "rita@example.com", "tesoura-e-navalha");
  private static final int COUNT = 6;
  private static final int DAYS = 30;
  private static final int HOURS = 8;

  private final LocalDate from = LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC).plusDays(2);
  private final Queue<String> made = new ConcurrentLinkedQueue<>();
  private final AtomicInteger asked = new AtomicInteger();
  private Business business;
  private ApiClient owner;
  private final String service;

  SeriesStory(StackProcess stack) {
    business = Business.signUp(ApiClient.of(stack.origin()), "kill-series", "Salão da Rita", OWNER);
    owner = business.signIn(OWNER.phone(), OWNER.password());
    owner
        .patch(
            "/settings",
            Map.of(
                "timeZone",
                "Etc/UTC",
                "businessHours",
                List.of(
                        "MONDAY",
                        "TUESDAY",
                        "WEDNESDAY",
                        "THURSDAY",
                        "FRIDAY",
                        "SATURDAY",
                        "SUNDAY")
                    .stream()
                    .map(day -> Map.of("day", day, "opens", "08:00", "closes", "16:00"))
                    .toList(),
                "slotIntervalMinutes",
                60))
        .expect(200);
    String ana = business.resource(owner, "Ana", "PERSON");
    service = business.service(owner, "Corte", 60, "50.00", List.of(ana));
  }

  @Override
  public void begin(StackProcess stack, Random luck) {
    business = business.restartedAt(stack.origin());
    owner = business.signIn(OWNER.phone(), OWNER.password());
    // The first one of all meets no other one.
    step(luck);
    assertThat(made).isNotEmpty();
  }

  @Override
  public boolean step(Random luck) {
    Map<String, Object> draft = new HashMap<>();
    draft.put("serviceId", service);
    draft.put(
        "start",
        "%sT%02d:00:00Z".formatted(from.plusDays(luck.nextInt(20)), 8 + luck.nextInt(HOURS)));
    draft.put("recurrence", Map.of("frequency", "DAILY", "count", COUNT));
    String phone = TestStack.phone();
    draft.put("client", Map.of("name", "Clara", "phone", phone));
    ApiClient once = owner.with("Idempotency-Key", phone);
    asked.incrementAndGet();
    Reply reply = StackProcess.answered(() -> once.post("/series", draft));
    if (reply.status() == 201) {
      made.add(reply.json().path("seriesId").asText());
    }
    return true;
  }

  @Override
  public void check(StackProcess stack) {
    new Messages(ApiClient.of(stack.origin())).advanceClock(Duration.ofMinutes(12));
    business = business.restartedAt(stack.origin());
    owner = business.signIn(OWNER.phone(), OWNER.password());
    assertThat(made)
        .allSatisfy(
            id ->
                assertThat(owner.get("/series/" + id).expect(200).path("occurrences"))
                    .hasSize(COUNT)
                    .allSatisfy(
                        one -> assertThat(one.path("status").asText()).isEqualTo("CONFIRMED")));
    Map<String, Integer> bookings = new HashMap<>();
    for (String id : series()) {
      bookings.merge(id, 1, Integer::sum);
    }
    // Those whose answer was lost are whole too.
    assertThat(bookings).containsKeys(made.toArray(String[]::new));
    assertThat(bookings.values()).containsOnly(COUNT);
    ApiClient visitor = business.visitor();
    List<String> free = free(visitor);
    for (String start : free) {
      visitor
          .post(
              "/public/bookings",
              Map.of(
                  "serviceId",
                  service,
                  "start",
                  start,
                  "client",
                  Map.of("name", "Clara", "phone", TestStack.phone())))
          .expect(201);
    }
    assertThat(free).hasSize(DAYS * HOURS - COUNT * bookings.size());
  }

  @Override
  public String toString() {
    return asked + " series asked for, " + made.size() + " made";
  }

  /** The series of each booking. */
  private List<String> series() {
    List<String> ids = new ArrayList<>();
    String next = "";
    do {
      JsonNode page = owner.get("/bookings?status=CONFIRMED&limit=100" + next).expect(200);
      page.path("items").forEach(one -> ids.add(one.path("seriesId").asText()));
      next =
          page.path("nextCursor").isTextual() ? "&cursor=" + page.path("nextCursor").asText() : "";
    } while (!next.isEmpty());
    return ids;
  }

  private List<String> free(ApiClient visitor) {
    return visitor
        .get(
            "/services/%s/availability?from=%s&to=%s"
                .formatted(service, from, from.plusDays(DAYS - 1)))
        .expect(200)
        .path("slots")
        .findValuesAsText("start");
  }
}
