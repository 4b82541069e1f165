package io.marcado.local.app.kills;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Reply;
import java.time.Duration;
import java.time.LocalDate;
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
 * Seats of sessions are held, booked, extended, given back and cancelled: after the holds are over,
 * every acknowledged booking and cancellation is there, the seats that are left are those that
 * nobody has booked, and they can be booked.
 */
final class SessionsStory implements KillStory {
  private static final int SESSIONS = 3;
  private static final int SEATS = 20;

  /** What a booking may be. These are two when the answer to its cancellation was lost. */
  private final Map<Seats, Set<String>> booked = new ConcurrentHashMap<>();

  /** Those that nobody cancels at the moment. */
  private final Queue<Seats> idle = new ConcurrentLinkedQueue<>();

  private final AtomicInteger held = new AtomicInteger();
  private final AtomicInteger cancelled = new AtomicInteger();
  private final List<String> sessions = new ArrayList<>();
  private final KillShop shop;

  /** Seats that somebody has booked, and the token to manage them. */
  private record Seats(String bookingId, String token) {}

  SessionsStory(StackProcess stack) {
    shop = new KillShop(stack, "kill-seats");
    ApiClient owner = shop.owner();
    String ana = shop.resource("Ana", "PERSON");
    String yoga =
        owner
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
    // Far enough off that clients may cancel, however often the clock is advanced.
    LocalDate date = shop.from.plusDays(20);
    for (int day = 0; day < SESSIONS; day++) {
      sessions.add(
          owner
              .post(
                  "/services/" + yoga + "/sessions",
                  Map.of(
                      "start",
                      date.plusDays(day) + "T12:00:00Z",
                      "seats",
                      SEATS,
                      "resourceIds",
                      List.of(ana)))
              .expect(201)
              .path("sessions")
              .path(0)
              .path("sessionId")
              .asText());
    }
  }

  @Override
  public void begin(StackProcess stack, Random luck) {
    shop.restarted(stack);
    ApiClient visitor = shop.visitor();
    sessions.stream()
        .filter(session -> seatsLeft(visitor, session) > 0)
        .findFirst()
        .ifPresent(session -> book(Map.of("sessionId", session)));
    assertThat(booked).isNotEmpty();
  }

  @Override
  public boolean step(Random luck) {
    ApiClient visitor = shop.visitor();
    Seats seats = luck.nextInt(4) == 0 ? idle.poll() : null;
    if (seats == null) {
      hold(visitor, luck);
    } else {
      cancel(visitor, seats);
    }
    return true;
  }

  @Override
  public void check(StackProcess stack) {
    shop.restartedAfter(stack, Duration.ofMinutes(25));
    ApiClient visitor = shop.visitor();
    ApiClient owner = shop.owner();
    booked.forEach(
        (seats, allowed) ->
            assertThat(allowed)
                .as("%s", seats.bookingId())
                .contains(
                    owner
                        .get("/bookings/" + seats.bookingId())
                        .expect(200)
                        .path("status")
                        .asText()));
    for (String session : sessions) {
      int left = seatsLeft(visitor, session);
      assertThat(left).isEqualTo(SEATS - seatsBooked(owner, session));
      if (left > 0) {
        book(Map.of("sessionId", session, "seats", left));
      }
      assertThat(seatsBooked(owner, session)).isEqualTo(SEATS);
      assertThat(shop.book(Map.of("sessionId", session)).code()).isEqualTo("session-full");
    }
  }

  @Override
  public String toString() {
    return "seats held %s times, %d times booked, %s times cancelled"
        .formatted(held, booked.size(), cancelled);
  }

  private void hold(ApiClient visitor, Random luck) {
    String session = sessions.get(luck.nextInt(SESSIONS));
    Reply hold = visitor.post("/holds", Map.of("sessionId", session, "seats", 1 + luck.nextInt(2)));
    if (hold.status() != 201) {
      return;
    }
    held.incrementAndGet();
    String id = hold.json().path("holdId").asText();
    String token = hold.json().path("holdToken").asText();
    switch (luck.nextInt(5)) {
      case 0, 1 -> book(Map.of("holdId", id, "holdToken", token));
      case 2 -> visitor.as(token).post("/holds/" + id + "/extend", Map.of());
      default -> visitor.as(token).delete("/holds/" + id);
    }
  }

  private void book(Map<String, Object> what) {
    JsonNode made = shop.book(what).expect(201);
    Seats seats = new Seats(made.path("bookingId").asText(), made.path("manageToken").asText());
    booked.put(seats, Set.of("CONFIRMED"));
    idle.add(seats);
  }

  private void cancel(ApiClient visitor, Seats seats) {
    booked.put(seats, Set.of("CONFIRMED", "CANCELLED"));
    visitor
        .as(seats.token())
        .post("/bookings/" + seats.bookingId() + "/cancel", Map.of())
        .expect(200);
    booked.put(seats, Set.of("CANCELLED"));
    cancelled.incrementAndGet();
  }

  private static int seatsLeft(ApiClient visitor, String session) {
    return StackProcess.answered(() -> visitor.get("/sessions/" + session))
        .expect(200)
        .path("seatsLeft")
        .asInt();
  }

  private static int seatsBooked(ApiClient owner, String session) {
    JsonNode items = owner.get("/sessions/" + session + "/roster").expect(200).path("items");
    return items
        .valueStream()
        .map(line -> line.path("booking"))
        .filter(booking -> booking.path("status").asText().equals("CONFIRMED"))
        .mapToInt(booking -> booking.path("seats").asInt())
        .sum();
  }
}
