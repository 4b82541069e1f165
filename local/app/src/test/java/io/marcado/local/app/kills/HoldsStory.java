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
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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
  private static final Owner OWNER =
      new Owner("Rita", TestStack.phone(), "rita@example.com", "tesoura-e-navalha");
  private static final int DAYS = 3;
  private static final int HOURS = 8;

  private final LocalDate from = LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC).plusDays(2);
  private final Queue<String> booked = new ConcurrentLinkedQueue<>();
  private final AtomicInteger held = new AtomicInteger();
  private Business business;
  private final String service;

  /** A few days of eight hours, so that several want the same time. */
  HoldsStory(StackProcess stack) {
    business = Business.signUp(ApiClient.of(stack.origin()), "kill-held", "Salão da Rita", OWNER);
    ApiClient owner = business.signIn(OWNER.phone(), OWNER.password());
    owner
        .patch(
            "/settings",
            Map.of(
                "timeZone",
                "Etc/UTC",
                "businessHours",
                from.datesUntil(from.plusDays(DAYS))
                    .map(
                        date ->
                            Map.of("day", date.getDayOfWeek(), "opens", "08:00", "closes", "16:00"))
                    .toList(),
                "slotIntervalMinutes",
                60))
        .expect(200);
    String ana = business.resource(owner, "Ana", "PERSON");
    String room = business.resource(owner, "Sala", "SPACE");
    service =
        owner
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
    business = business.restartedAt(stack.origin());
    // What the last kill has left is over, and to be given up by those who want its time.
    new Messages(ApiClient.of(stack.origin())).advanceClock(Duration.ofMinutes(11));
    ApiClient visitor = business.visitor();
    List<String> free = free(visitor);
    if (!free.isEmpty()) {
      booked.add(book(visitor, Map.of("serviceId", service, "start", free.getFirst())));
    }
  }

  @Override
  public boolean step(Random luck) {
    ApiClient visitor = business.visitor();
    List<String> free = free(visitor);
    if (!free.isEmpty()) {
      hold(visitor, free.get(luck.nextInt(free.size())), luck);
    }
    return !free.isEmpty();
  }

  @Override
  public void check(StackProcess stack) {
    new Messages(ApiClient.of(stack.origin())).advanceClock(Duration.ofMinutes(25));
    business = business.restartedAt(stack.origin());
    ApiClient visitor = business.visitor();
    for (String start : free(visitor)) {
      book(visitor, Map.of("serviceId", service, "start", start));
    }
    assertThat(free(visitor)).isEmpty();
    ApiClient owner = business.signIn(OWNER.phone(), OWNER.password());
    assertThat(booked)
        .allSatisfy(
            id ->
                assertThat(owner.get("/bookings/" + id).expect(200).path("status").asText())
                    .isEqualTo("CONFIRMED"));
    assertThat(hours(owner)).hasSize(HOURS * DAYS);
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
      case 0 -> booked.add(book(visitor, Map.of("holdId", id, "holdToken", token)));
      case 1 -> visitor.as(token).post("/holds/" + id + "/extend", Map.of());
      default -> visitor.as(token).delete("/holds/" + id);
    }
  }

  private static String book(ApiClient visitor, Map<String, Object> what) {
    String phone = TestStack.phone();
    Map<String, Object> draft = new HashMap<>(what);
    draft.put("client", Map.of("name", "Clara", "phone", phone));
    ApiClient once = visitor.with("Idempotency-Key", phone);
    return StackProcess.answered(() -> once.post("/public/bookings", draft))
        .expect(201)
        .path("bookingId")
        .asText();
  }

  private List<String> free(ApiClient visitor) {
    return StackProcess.answered(
            () ->
                visitor.get(
                    "/services/%s/availability?from=%s&to=%s"
                        .formatted(service, from, from.plusDays(DAYS - 1))))
        .expect(200)
        .path("slots")
        .findValuesAsText("start");
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
