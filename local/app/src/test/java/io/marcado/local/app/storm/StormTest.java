package io.marcado.local.app.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.LocalStack;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Business;
import io.marcado.local.app.client.Business.Owner;
import io.marcado.local.template.EventSource;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * What follows a booking, from the table's stream over relay, bus and queues to messages, webhooks,
 * the trail and the counters, while all of it fails. The same storm again: {@code
 * -Dmarcado.seed=7}, as far as threads let it be the same.
 */
@Order(3)
class StormTest {
  private static final long SEED =
      Long.getLong("marcado.seed", new Random().nextLong(1_000_000_000));

  private static final Owner OWNER =
      new Owner("Rita", TestStack.phone(), "rita@example.com", "tesoura-e-navalha");

  private static final int CLIENTS = 8;
  private static final List<String> RAW =
      List.of(
          "BookingMessages", "Reminders", "Sms", "Changes", "WebhookEvents", "WebhookDeliveries");

  /** Longer than any lease. */
  private static final Duration LEASE = Duration.ofSeconds(36);

  private final Random luck = new Random(SEED);

  /** A booking, and what its client is to be told of it. */
  private static final class Booked {
    private final String id;
    private final String phone;
    private final String clientId;
    private final String with;
    private final List<String> events = new ArrayList<>(List.of("booking.created"));
    private final List<Words> told = new ArrayList<>();
    private String time;
    private boolean cancelled;

    Booked(JsonNode made, String phone, String with, String time) {
      this.id = made.path("bookingId").asText();
      this.clientId = made.path("clientId").asText();
      this.phone = phone;
      this.with = with;
      this.time = time;
    }

    void toBeTold(String what) {
      told.add(new Words(what, "(" + with + ")", time));
    }
  }

  /** A text, by what it says. */
  private record Words(String what, String with, String time) {
    boolean isIn(String text) {
      return text.contains(what) && text.contains(with) && text.contains(time);
    }
  }

  @Test
  void shouldDoEachThingOnceWhateverFailsAndNothingThatIsNoLongerSo() throws Exception {
    System.out.println("The storm has seed " + SEED);
    try (Storm storm = new Storm(luck);
        LocalStack stack = storm.stack()) {
      ApiClient origin = ApiClient.of(stack.origin().toString());
      Business business = Business.signUp(origin, "storm", "Salao da Rita", OWNER);
      ApiClient owner = business.signIn(OWNER.phone(), OWNER.password());
      owner.patch("/settings", Map.of("reminderMinutesBefore", List.of(360))).expect(200);
      owner
          .post(
              "/webhooks",
              Map.of(
                  "url",
                  storm.receiver(),
                  "eventTypes",
                  List.of(
                      "booking.created",
                      "booking.updated",
                      "booking.cancelled",
                      "booking.status_changed")))
          .expect(201);
      LocalDate day =
          LocalDate.ofInstant(stack.clock().instant(), ZoneOffset.ofHours(-3)).plusDays(5);
      while (day.getDayOfWeek().getValue() > 5) {
        day = day.plusDays(1);
      }

      storm.busIsDown(true);
      consumers(stack, false);
      List<Booked> bookings = book(business, owner, day);
      Collections.shuffle(bookings, luck);
      for (Booked booking : bookings.subList(0, 8)) {
        move(owner, booking, day);
      }
      for (Booked booking : bookings.subList(4, 12)) {
        cancel(owner, booking);
      }
      // Only what is so when everything works again is told.
      for (Booked booking : bookings) {
        booking.toBeTold(
            booking.cancelled
                ? "foi cancelada"
                : booking.events.size() == 1 ? "esta confirmada" : "reserva mudou");
      }
      RAW.forEach(queue -> stack.queues().send(queue + "Queue", "poison, and no JSON"));
      storm.busIsDown(false);
      consumers(stack, true);
      settle(stack, storm, () -> isAllTold(storm, bookings));

      // Time has passed, and tokens with it.
      owner = business.signIn(OWNER.phone(), OWNER.password());
      move(owner, bookings.get(0), day);
      bookings.get(0).toBeTold("reserva mudou");
      move(owner, bookings.get(12), day);
      bookings.get(12).toBeTold("reserva mudou");
      for (Booked booking : List.of(bookings.get(1), bookings.get(13))) {
        cancel(owner, booking);
        booking.toBeTold("foi cancelada");
      }
      change(owner, bookings.get(14), Map.of("notes", "primeira visita"));
      settle(stack, storm, () -> isAllTold(storm, bookings));

      List<Booked> left = bookings.stream().filter(booking -> !booking.cancelled).toList();
      left.forEach(booking -> booking.toBeTold("lembrete"));
      storm.pass(
          stack,
          Duration.between(
              stack.clock().instant(), OffsetDateTime.parse(day + "T09:30:00-03:00").toInstant()));
      settle(stack, storm, () -> isAllTold(storm, bookings));
      settle(stack, storm, () -> inQueues(stack) == 0);

      owner = business.signIn(OWNER.phone(), OWNER.password());
      assertThatClientsWereTold(storm, bookings);
      assertThatWebhookWasTold(storm, bookings, owner);
      for (Booked booking : bookings) {
        assertThat(
                owner
                    .get("/bookings/" + booking.id + "/history")
                    .expect(200)
                    .path("items")
                    .findValuesAsText("type"))
            .as("history of %s", booking.id)
            .isEqualTo(booking.events);
      }
      assertThatVisitsAreCounted(bookings, owner);
      assertThatOnlyPoisonIsLeft(stack, storm);
    }
  }

  private List<Booked> book(Business business, ApiClient owner, LocalDate day) {
    List<String> people = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      people.add(business.resource(owner, "Ana " + (char) ('A' + i), "PERSON"));
    }
    String service = business.service(owner, "Corte", 60, "50.00", people);
    List<Booked> bookings = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      String phone = TestStack.phone();
      for (String time : List.of("10:00", "14:00")) {
        JsonNode made =
            owner
                .post(
                    "/bookings",
                    Map.of(
                        "serviceId",
                        service,
                        "resourceId",
                        people.get(i),
                        "start",
                        at(day, time),
                        "client",
                        Map.of("name", "Lia", "phone", phone)))
                .expect(201);
        bookings.add(new Booked(made, phone, "Ana " + (char) ('A' + i), time));
      }
    }
    return bookings;
  }

  /** Half an hour later, so that a second move is still before the break, and its reminder due. */
  private static void move(ApiClient owner, Booked booking, LocalDate day) {
    booking.time = LocalTime.parse(booking.time).plusMinutes(30).toString();
    change(owner, booking, Map.of("start", at(day, booking.time)));
  }

  private static void change(ApiClient owner, Booked booking, Map<String, Object> change) {
    owner
        .with("If-Match", "\"" + booking.events.size() + "\"")
        .patch("/bookings/" + booking.id, change)
        .expect(200);
    booking.events.add("booking.updated");
  }

  private static void cancel(ApiClient owner, Booked booking) {
    owner.post("/bookings/" + booking.id + "/cancel", Map.of()).expect(200);
    booking.events.add("booking.cancelled");
    booking.cancelled = true;
  }

  private static String at(LocalDate day, String time) {
    return day + "T" + time + ":00-03:00";
  }

  private static void consumers(LocalStack stack, boolean running) {
    ApiClient operator = ApiClient.of(stack.origin().toString()).as(stack.operatorKey());
    for (String queue : List.of("confirmations", "webhook-events", "audit")) {
      operator
          .post("/operator/queues/" + queue + "/consumer", Map.of("running", running))
          .expect(200);
    }
  }

  /**
   * Time passes as fast as tries are made: they come after one, two, three and four seconds, and a
   * lease that was left ends meanwhile.
   */
  private static void settle(LocalStack stack, Storm storm, BooleanSupplier done) {
    AtomicInteger second = new AtomicInteger();
    await()
        .atMost(Duration.ofMinutes(10))
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              if (second.incrementAndGet() % 3 == 0) {
                storm.pass(stack, LEASE);
              }
              return done.getAsBoolean();
            });
  }

  private static boolean isAllTold(Storm storm, List<Booked> bookings) {
    return bookings.stream()
            .allMatch(booking -> versions(storm, booking).size() == booking.events.size())
        && bookings.stream()
            .allMatch(
                booking ->
                    booking.told.stream().allMatch(words -> texts(storm, booking, words) > 0));
  }

  private static TreeSet<Long> versions(Storm storm, Booked booking) {
    return storm.told().stream()
        .filter(Storm.Told::taken)
        .filter(told -> told.body().at("/data/bookingId").asText().equals(booking.id))
        .map(told -> told.body().at("/data/version").asLong())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static long texts(Storm storm, Booked booking, Words words) {
    return storm.taken().stream()
        .filter(sms -> sms.to().equals(booking.phone) && words.isIn(sms.text()))
        .count();
  }

  /** Each text that was to be told, in order, and no other; twice where an answer was lost. */
  private static void assertThatClientsWereTold(Storm storm, List<Booked> bookings) {
    for (Booked booking : bookings) {
      List<Storm.Sms> got =
          storm.taken().stream()
              .filter(sms -> sms.to().equals(booking.phone))
              .filter(sms -> sms.text().contains("(" + booking.with + ")"))
              .filter(sms -> bookingOf(bookings, sms.text()) == booking)
              .toList();
      List<String> once = new ArrayList<>();
      for (Storm.Sms sms : got) {
        // One whose answer was lost is sent again.
        if (!sms.lost()) {
          once.add(sms.text());
        }
      }
      assertThat(once).as("of %s", booking.id).hasSameSizeAs(booking.told);
      for (int i = 0; i < once.size(); i++) {
        assertThat(booking.told.get(i).isIn(once.get(i)))
            .as("%s is %s", once.get(i), booking.told.get(i))
            .isTrue();
      }
      assertThat(got)
          .filteredOn(Storm.Sms::lost)
          .allSatisfy(lost -> assertThat(once).contains(lost.text()));
    }
    assertThat(storm.taken())
        .filteredOn(sms -> sms.text().contains("Corte"))
        .allSatisfy(sms -> assertThat(bookingOf(bookings, sms.text())).isNotNull());
  }

  /** Each person has one in the morning and one in the afternoon. */
  private static Booked bookingOf(List<Booked> bookings, String text) {
    return bookings.stream()
        .filter(booking -> text.contains("(" + booking.with + ")"))
        .filter(
            booking ->
                text.matches("(?s).*\\b1[0-3]:[03]0.*") == (booking.time.compareTo("14:00") < 0))
        .findFirst()
        .orElseThrow();
  }

  private static void assertThatWebhookWasTold(
      Storm storm, List<Booked> bookings, ApiClient owner) {
    Map<String, Long> taken =
        storm.told().stream()
            .filter(Storm.Told::taken)
            .collect(Collectors.groupingBy(Storm.Told::id, Collectors.counting()));
    assertThat(taken.values()).as("how often each event was taken").containsOnly(1L);
    for (Booked booking : bookings) {
      TreeMap<Long, JsonNode> byVersion = new TreeMap<>();
      storm.told().stream()
          .map(Storm.Told::body)
          .filter(body -> body.at("/data/bookingId").asText().equals(booking.id))
          .forEach(body -> byVersion.put(body.at("/data/version").asLong(), body));
      assertThat(byVersion.values())
          .extracting(body -> body.path("type").asText())
          .isEqualTo(booking.events);
      JsonNode now = owner.get("/bookings/" + booking.id).expect(200);
      assertThat(byVersion.lastEntry().getValue().at("/data/booking/status"))
          .isEqualTo(now.path("status"));
    }
    assertThat(storm.told()).extracting(Storm.Told::id).doesNotContainAnyElementsOf(storm.poison());
  }

  private static void assertThatVisitsAreCounted(List<Booked> bookings, ApiClient owner) {
    Map<String, List<Booked>> byClient = new LinkedHashMap<>();
    bookings.forEach(
        booking -> byClient.computeIfAbsent(booking.clientId, _ -> new ArrayList<>()).add(booking));
    assertThat(byClient).hasSize(CLIENTS);
    byClient.forEach(
        (client, own) -> {
          JsonNode visits = owner.get("/users/" + client).expect(200).path("visits");
          assertThat(visits.path("total").asInt()).isEqualTo(2);
          assertThat(visits.path("cancelled").asLong())
              .isEqualTo(own.stream().filter(booking -> booking.cancelled).count());
        });
  }

  private static void assertThatOnlyPoisonIsLeft(LocalStack stack, Storm storm) {
    Map<String, List<String>> dead = new TreeMap<>();
    for (String url : stack.queues().client().listQueues().queueUrls()) {
      List<String> bodies = bodies(stack, url);
      if (!bodies.isEmpty()) {
        dead.put(url.substring(url.lastIndexOf('/') + 1), bodies);
      }
    }
    assertThat(dead).containsOnlyKeys(RAW.stream().map(queue -> queue + "DeadLetters").toList());
    assertThat(storm.poison()).isNotEmpty();
    for (String queue : List.of("BookingMessages", "Changes", "WebhookEvents")) {
      List<String> bodies = dead.get(queue + "DeadLetters");
      assertThat(bodies).hasSize(storm.poison().size() + 1);
      assertThat(bodies).allMatch(body -> body.contains("poison"));
    }
    for (String queue : List.of("Reminders", "WebhookDeliveries")) {
      assertThat(dead.get(queue + "DeadLetters")).containsExactly("poison, and no JSON");
    }
  }

  private static List<String> bodies(LocalStack stack, String url) {
    List<String> bodies = new ArrayList<>();
    List<Message> some;
    do {
      some =
          stack
              .queues()
              .client()
              .receiveMessage(request -> request.queueUrl(url).maxNumberOfMessages(10))
              .messages();
      some.forEach(message -> bodies.add(message.body()));
    } while (!some.isEmpty());
    return bodies;
  }

  private static int inQueues(LocalStack stack) {
    return stack.functions().all().stream()
        .flatMap(function -> function.declaration().sources().stream())
        .flatMap(
            source -> source instanceof EventSource.Queue queue ? Stream.of(queue) : Stream.empty())
        .mapToInt(source -> stack.queues().messageCount(source.queueName()))
        .sum();
  }
}
