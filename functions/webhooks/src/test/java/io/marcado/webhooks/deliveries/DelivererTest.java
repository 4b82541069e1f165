package io.marcado.webhooks.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.domain.Result;
import io.marcado.platform.config.Variables;
import io.marcado.platform.json.Json;
import io.marcado.platform.limits.Limits;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.schedules.DueMessage;
import io.marcado.schedules.FakeMessageSchedule;
import io.marcado.webhooks.Receiver;
import io.marcado.webhooks.endpoints.Office;
import io.marcado.webhooks.endpoints.SigningSecret;
import io.marcado.webhooks.endpoints.Webhook;
import io.marcado.webhooks.endpoints.WebhookRefusal;
import io.marcado.webhooks.ledger.EventLedger;
import io.marcado.webhooks.ledger.EventPlace;
import io.marcado.webhooks.ledger.RecordedEvent;
import io.marcado.webhooks.outgoing.WebhookClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What reaches receivers, with real ones on this machine and a table of their own business. */
class DelivererTest {
  private final Receiver receiver = new Receiver();
  private final Office office = new Office();
  private final RecordingQueue queue = new RecordingQueue();
  private final FakeMessageSchedule schedule = new FakeMessageSchedule();
  private final EventLedger ledger = new EventLedger(office.table);
  private final DeliveryStore deliveries = new DeliveryStore(office.table);
  private final Slots slots = new Slots(office.table, Office.IDS, Office.RANDOM);
  private final EventRecorder recorder = new EventRecorder(office.store, ledger, queue);
  private final WebhookSender sender =
      new WebhookSender(office.secrets, new WebhookClient(office.policy));
  private final Deliverer deliverer =
      new Deliverer(
          office.store,
          office.stops,
          ledger,
          deliveries,
          slots,
          queue,
          schedule,
          sender,
          Office.RANDOM,
          office.clock);

  private final Limits limits = new Limits(new Variables(Map.of("LIMITS", "webhook-tests=2")));
  private final SendingLimit limit =
      new SendingLimit(new RateLimiter(office.clock), limits, office.table);
  private final Replays replays = new Replays(office.store, ledger, queue, limit, Office.IDS);
  private final WebhookTests tests =
      new WebhookTests(office.store, deliveries, sender, limit, Office.IDS);
  private final DeliveryTasks tasks = new DeliveryTasks(deliverer, replays);

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void shouldTellAWebhookOfAnEventAndSignIt() throws Exception {
    Office.Made made = office.webhook(receiver.url(), "booking.created", "booking.cancelled");
    RecordedEvent event = event("booking.created", 1);
    recorder.record(office.tenant, event);
    work();

    Receiver.Received got = received().getFirst();
    assertThat(received()).hasSize(1);
    assertThat(got.id()).isEqualTo(event.place().eventId());
    JsonNode body = Json.parse(got.body());
    assertThat(body.path("type").asText()).isEqualTo("booking.created");
    assertThat(body.path("id").asText()).isEqualTo(got.id());
    assertThat(Instant.parse(body.path("timestamp").asText())).isEqualTo(event.place().at());
    assertThat(body.path("data")).isEqualTo(Json.parse(event.data()));
    assertThat(got.signature()).isEqualTo(signature(made.secret(), got));
    assertThat(delivery(made.webhook(), event))
        .satisfies(
            delivery -> {
              assertThat(delivery.state()).isEqualTo(Delivery.State.DELIVERED);
              assertThat(delivery.tries())
                  .singleElement()
                  .satisfies(
                      one -> {
                        assertThat(one.status()).isEqualTo(200);
                        assertThat(one.body()).isEqualTo("thanks");
                      });
            });
  }

  @Test
  void shouldSignByBothSecretsWhileTheyAreReplaced() throws Exception {
    Office.Made made = office.webhook(receiver.url(), "booking.created");
    SigningSecret second = office.rotate(made.webhook());
    recorder.record(office.tenant, event("booking.created", 1));
    work();

    Receiver.Received got = received().getFirst();
    assertThat(got.signature())
        .isEqualTo(signature(second, got) + " " + signature(made.secret(), got));
  }

  @Test
  void shouldTellNothingThatAWebhookDoesNotWant() {
    Webhook other = office.webhook(receiver.url(), "booking.cancelled").webhook();
    office.enable(office.webhook(receiver.url(), "booking.created").webhook(), false);
    RecordedEvent event = event("booking.created", 1);
    recorder.record(office.tenant, event);
    work();

    assertThat(received()).isEmpty();
    // It is kept all the same, to be replayed.
    assertThat(ledger.find(office.tenant, event.place())).contains(event);
    assertThat(deliveries.find(office.tenant, other.id(), event.place())).isEmpty();
  }

  @Test
  void shouldKeepNothingForABusinessWithoutWebhooks() {
    RecordedEvent event = event("booking.created", 1);
    recorder.record(office.tenant, event);

    assertThat(ledger.find(office.tenant, event.place())).isEmpty();
    assertThat(queue.take()).isEmpty();
  }

  @Test
  void shouldTellEachEventOnceWhenEverythingComesTwiceAndOutOfOrder() {
    office.webhook(receiver.url(), "booking.created", "booking.updated");
    List<RecordedEvent> events = new ArrayList<>();
    for (int version = 1; version <= 12; version++) {
      events.add(event(version == 1 ? "booking.created" : "booking.updated", version));
    }
    List<RecordedEvent> twice = new ArrayList<>(events);
    twice.addAll(events);
    Collections.shuffle(twice, new Random(7));
    twice.forEach(event -> recorder.record(office.tenant, event));
    List<RecordingQueue.Sent> asked = queue.take();
    List<RecordingQueue.Sent> tasks = new ArrayList<>(asked);
    tasks.addAll(asked);
    Collections.shuffle(tasks, new Random(8));
    tasks.forEach(this::work);

    assertThat(received())
        .extracting(Receiver.Received::id)
        .containsExactlyInAnyOrderElementsOf(
            events.stream().map(event -> event.place().eventId()).toList());
    assertThat(queue.take()).isEmpty();
  }

  @Test
  void shouldTryForThreeDaysUnderOneIdAndThenGiveUp() {
    Webhook webhook = office.webhook(receiver.url(), "booking.created").webhook();
    receiver.answers(500);
    RecordedEvent event = event("booking.created", 1);
    recorder.record(office.tenant, event);
    work();
    List<Duration> distances = new ArrayList<>();
    while (delivery(webhook, event).state() == Delivery.State.PENDING) {
      Instant due = delivery(webhook, event).nextTryAt().orElseThrow();
      distances.add(Duration.between(office.clock.instant(), due));
      office.clock.advance(distances.getLast());
      due();
    }

    assertThat(distances).hasSize(RetryPlan.DISTANCES.size());
    for (int i = 0; i < distances.size(); i++) {
      Duration least = RetryPlan.DISTANCES.get(i);
      assertThat(distances.get(i)).isBetween(least, least.plus(least.dividedBy(10)).plusSeconds(1));
    }
    assertThat(received())
        .hasSize(10)
        .extracting(Receiver.Received::id)
        .containsOnly(event.place().eventId());
    assertThat(delivery(webhook, event))
        .satisfies(
            delivery -> {
              assertThat(delivery.state()).isEqualTo(Delivery.State.FAILED);
              assertThat(delivery.tries())
                  .hasSize(10)
                  .extracting(Delivery.Try::status)
                  .containsOnly(500);
            });
    assertThat(schedule.waiting()).isEmpty();
    assertThat(queue.take()).isEmpty();
  }

  /** The worker died after it had noted the next try, and before that was planned. */
  @Test
  void shouldPlanATryAgainThatNobodyPlanned() {
    Webhook webhook = office.webhook(receiver.url(), "booking.created").webhook();
    receiver.answers(503);
    RecordedEvent event = event("booking.created", 1);
    recorder.record(office.tenant, event);
    List<RecordingQueue.Sent> tasks = queue.take();
    work(tasks.getFirst());
    queue.take(); // Lost.
    receiver.answers(200);

    // The message of the first try comes again, while it is too early.
    work(tasks.getFirst());
    assertThat(received()).hasSize(1);
    office.clock.advance(Duration.ofSeconds(10));
    work();

    assertThat(received()).hasSize(2);
    assertThat(delivery(webhook, event).state()).isEqualTo(Delivery.State.DELIVERED);
  }

  /** The worker died while it sent; nobody knows whether that arrived. */
  @Test
  void shouldTryAgainWhenTheLeaseOfADeadWorkerHasEnded() {
    Webhook webhook = office.webhook(receiver.url(), "booking.created").webhook();
    RecordedEvent event = event("booking.created", 1);
    recorder.record(office.tenant, event);
    RecordingQueue.Sent task = queue.take().getFirst();
    assertThat(
            slots.take(
                office.tenant,
                webhook.id(),
                event.place().eventId(),
                Slots.MOST,
                office.clock.instant()))
        .isInstanceOf(Slots.Answer.Taken.class);

    // Its message comes again before the lease has ended, and is gone from the queue then.
    work(task);
    assertThat(received()).isEmpty();
    office.clock.advance(Slots.LEASE.plusSeconds(1));
    work();

    assertThat(received()).hasSize(1);
  }

  @Test
  void shouldSendATryOnceWhenTwoWorkersHaveIt() throws Exception {
    office.webhook(receiver.url(), "booking.created");
    recorder.record(office.tenant, event("booking.created", 1));
    RecordingQueue.Sent task = queue.take().getFirst();
    whileTried(task, () -> work(task));
    work();

    assertThat(received()).hasSize(1);
    assertThat(queue.take()).isEmpty();
  }

  @Test
  void shouldStopWhenTheReceiverIsGone() {
    Webhook webhook = office.webhook(receiver.url(), "booking.created").webhook();
    receiver.answers(410);
    RecordedEvent event = event("booking.created", 1);
    recorder.record(office.tenant, event);
    work();

    assertThat(office.now(webhook).enabled()).isFalse();
    assertThat(office.now(webhook).stopped())
        .hasValueSatisfying(why -> assertThat(why.reason()).isEqualTo(Webhook.Reason.GONE));
    assertThat(delivery(webhook, event).state()).isEqualTo(Delivery.State.FAILED);
    assertThat(office.notices()).isEqualTo(1);
    recorder.record(office.tenant, event("booking.created", 2));
    assertThat(queue.take()).isEmpty();
  }

  @Test
  void shouldStopAfterFiveDaysWithoutASuccess() {
    Webhook webhook = office.webhook(receiver.url(), "booking.created").webhook();
    receiver.answers(500);
    recorder.record(office.tenant, event("booking.created", 1));
    work();
    office.clock.advance(Duration.ofDays(4));
    recorder.record(office.tenant, event("booking.created", 2));
    work();
    assertThat(office.now(webhook).enabled()).isTrue();

    office.clock.advance(Duration.ofDays(1));
    RecordedEvent last = event("booking.created", 3);
    recorder.record(office.tenant, last);
    work();
    assertThat(office.now(webhook).enabled()).isFalse();
    assertThat(office.now(webhook).stopped())
        .hasValueSatisfying(why -> assertThat(why.reason()).isEqualTo(Webhook.Reason.FAILING));
    assertThat(office.notices()).isEqualTo(1);
    // The waiting delivery is not tried again, and says so.
    office.clock.advance(Duration.ofSeconds(10));
    due();
    assertThat(delivery(webhook, last).state()).isEqualTo(Delivery.State.FAILED);
  }

  @Test
  void shouldForgetFailuresAfterASuccess() {
    Webhook webhook = office.webhook(receiver.url(), "booking.created").webhook();
    receiver.answers(500);
    recorder.record(office.tenant, event("booking.created", 1));
    work();
    assertThat(office.now(webhook).failingSince()).isPresent();
    assertThat(office.now(webhook).isStrained()).isTrue();

    receiver.answers(204);
    recorder.record(office.tenant, event("booking.created", 2));
    work();
    assertThat(office.now(webhook).failingSince()).isEmpty();
    assertThat(office.now(webhook).isStrained()).isFalse();
  }

  /** A receiver that fails and then hangs gets two requests at once, however much waits for it. */
  @Test
  void shouldLetABadReceiverHoldUpNobodyElse() throws Exception {
    Webhook bad = office.webhook(receiver.url(), "booking.updated").webhook();
    receiver.answers(500);
    recorder.record(office.tenant, event("booking.updated", 1));
    work();
    assertThat(queue.take()).hasSize(1); // Its next try.
    CountDownLatch arrived = new CountDownLatch(Slots.MOST_STRAINED);
    CountDownLatch go = new CountDownLatch(1);
    receiver.does(
        exchange -> {
          arrived.countDown();
          await(go);
          Receiver.answer(exchange, 500, "");
        });
    for (int version = 2; version <= 21; version++) {
      recorder.record(office.tenant, event("booking.updated", version));
    }
    List<RecordingQueue.Sent> flood = queue.take();
    try (Receiver good = new Receiver();
        ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      office.webhook(good.url(), "booking.created");
      List<Future<?>> busy = new ArrayList<>();
      for (RecordingQueue.Sent task : flood.subList(0, Slots.MOST_STRAINED)) {
        busy.add(workers.submit(() -> work(task)));
      }
      arrived.await();
      // The same few workers do all the rest meanwhile, and none of them waits.
      flood.subList(Slots.MOST_STRAINED, flood.size()).forEach(this::work);
      recorder.record(office.tenant, event("booking.created", 30));
      List<RecordingQueue.Sent> later = queue.take();
      later.stream().filter(task -> !task.group().equals(bad.id())).forEach(this::work);

      assertThat(good.received()).hasSize(1);
      assertThat(received()).hasSize(1 + Slots.MOST_STRAINED);
      assertThat(later.stream().filter(task -> task.group().equals(bad.id())))
          .hasSize(flood.size() - Slots.MOST_STRAINED)
          .allSatisfy(task -> assertThat(task.delay()).isPositive());
      go.countDown();
      for (Future<?> one : busy) {
        one.get();
      }
    }
  }

  @Test
  void shouldSendOneEventAgainUnderItsId() {
    Webhook webhook = office.webhook(receiver.url(), "booking.created").webhook();
    RecordedEvent event = event("booking.created", 1);
    recorder.record(office.tenant, event);
    work();

    assertThat(replay(webhook, new ReplayRequest.OfEvent(event.place()), false).whyRefused())
        .isEmpty();
    List<RecordingQueue.Sent> asked = queue.take();
    asked.forEach(this::work);
    // The message comes twice.
    asked.forEach(this::work);

    assertThat(received())
        .extracting(Receiver.Received::id)
        .containsExactly(event.place().eventId(), event.place().eventId());
    assertThat(delivery(webhook, event).tries()).hasSize(2);
    assertThat(
            replay(
                    webhook,
                    new ReplayRequest.OfEvent(
                        new EventPlace(office.clock.instant(), "e1e1e1e1e1e1e1e1")),
                    false)
                .whyRefused())
        .contains(new WebhookRefusal.NotFound("event"));
  }

  @Test
  void shouldSendAgainAllOfOneBookingAndNothingElse() {
    Webhook webhook = office.webhook(receiver.url(), "booking.created").webhook();
    RecordedEvent first = event("booking.created", 1);
    RecordedEvent other = event("booking.created", 1, "b2");
    RecordedEvent unwanted = event("booking.cancelled", 2);
    List.of(first, other, unwanted).forEach(event -> recorder.record(office.tenant, event));
    queue.take(); // None of them is sent.

    assertThat(replay(webhook, new ReplayRequest.OfSubject("b1"), false).whyRefused()).isEmpty();
    work();
    work();

    assertThat(received())
        .extracting(Receiver.Received::id)
        .containsExactly(first.place().eventId());
  }

  @Test
  void shouldSendWhatWasMissedWhileItWasDisabled() {
    Webhook webhook = office.webhook(receiver.url(), "booking.created").webhook();
    RecordedEvent arrived = event("booking.created", 1);
    recorder.record(office.tenant, arrived);
    work();
    Instant from = office.clock.instant();
    office.enable(webhook, false);
    List<RecordedEvent> missed = new ArrayList<>();
    for (int version = 2; version <= Replays.PAGE + 20; version++) {
      office.clock.advance(Duration.ofSeconds(1));
      missed.add(event("booking.created", version));
      recorder.record(office.tenant, missed.getLast());
    }
    office.clock.advance(Duration.ofSeconds(1));
    assertThat(queue.take()).isEmpty();
    assertThat(replay(webhook, range(from), true).whyRefused())
        .contains(new WebhookRefusal.Disabled());

    office.enable(webhook, true);
    assertThat(replay(webhook, range(from), true).whyRefused()).isEmpty();
    for (List<RecordingQueue.Sent> all = queue.take(); !all.isEmpty(); all = queue.take()) {
      all.forEach(this::work);
    }

    List<String> ids = new ArrayList<>(List.of(arrived.place().eventId()));
    missed.forEach(event -> ids.add(event.place().eventId()));
    assertThat(received())
        .extracting(Receiver.Received::id)
        .containsExactlyInAnyOrderElementsOf(ids);
  }

  /** A key that was stolen floods no receiver with what it asks for. */
  @Test
  void shouldCountTestsAndReplaysTogether() {
    Webhook webhook = office.webhook(receiver.url(), "booking.created").webhook();
    Instant from = office.clock.instant();
    recorder.record(office.tenant, event("booking.created", 1));
    work();
    office.clock.advance(Duration.ofSeconds(1));
    assertThat(test(webhook).whyRefused()).isEmpty();
    assertThat(replay(webhook, range(from), false).whyRefused()).isEmpty();
    work();
    work();
    assertThat(received()).hasSize(3);

    assertThat(test(webhook).whyRefused())
        .hasValueSatisfying(why -> assertThat(why).isInstanceOf(WebhookRefusal.TooOften.class));
    assertThat(replay(webhook, range(from), false).whyRefused())
        .hasValueSatisfying(why -> assertThat(why).isInstanceOf(WebhookRefusal.TooOften.class));
    assertThat(queue.take()).isEmpty();
    assertThat(received()).hasSize(3);

    office.clock.advance(Duration.ofHours(1));
    assertThat(replay(webhook, range(from), false).whyRefused()).isEmpty();
  }

  private Result<Delivery, WebhookRefusal> test(Webhook webhook) {
    return tests.send(office.tenant, webhook.id(), office.clock.instant());
  }

  /** Both begin a round; neither begins the other's again. */
  @Test
  void shouldGiveUpWhenTwoReplaysOfAnEventMeet() {
    Webhook webhook = office.webhook(receiver.url(), "booking.created").webhook();
    RecordedEvent event = event("booking.created", 1);
    recorder.record(office.tenant, event);
    work();
    receiver.answers(500);
    for (int i = 0; i < 2; i++) {
      replayed(webhook, event, false);
      work(); // The new one, and what the one before has planned.
      office.clock.advance(Duration.ofMillis(10));
    }

    int turns = 0;
    while (delivery(webhook, event).state() == Delivery.State.PENDING && turns < 50) {
      office.clock.advance(
          Duration.between(
              office.clock.instant(), delivery(webhook, event).nextTryAt().orElseThrow()));
      due();
      turns++;
    }

    assertThat(delivery(webhook, event).state()).isEqualTo(Delivery.State.FAILED);
    // One that arrived, one of the first replay, and the ten of the second.
    assertThat(received()).hasSize(1 + 1 + 1 + RetryPlan.DISTANCES.size());
  }

  /** Such as from the dead letters. */
  @Test
  void shouldSendNothingForAReplayThatComesAfterALaterOne() {
    Webhook webhook = office.webhook(receiver.url(), "booking.created").webhook();
    RecordedEvent event = event("booking.created", 1);
    recorder.record(office.tenant, event);
    queue.take();
    replayed(webhook, event, false);
    List<RecordingQueue.Sent> early = queue.take();
    office.clock.advance(Duration.ofSeconds(1));
    replayed(webhook, event, false);
    work();
    early.forEach(this::work);

    assertThat(received()).hasSize(1);
  }

  @Test
  void shouldServeAReplayAfterATryThatWasUnderWay() throws Exception {
    Webhook webhook = office.webhook(receiver.url(), "booking.created").webhook();
    RecordedEvent event = event("booking.created", 1);
    recorder.record(office.tenant, event);
    RecordingQueue.Sent task = queue.take().getFirst();
    whileTried(
        task,
        () -> {
          replayed(webhook, event, false);
          work();
        });
    assertThat(received()).hasSize(1);

    work();
    assertThat(received()).hasSize(2);
    assertThat(queue.take()).isEmpty();
  }

  @Test
  void shouldKnowThatAnEventArrivedWhenALaterReplayOfItFailed() {
    Webhook webhook = office.webhook(receiver.url(), "booking.created").webhook();
    RecordedEvent event = event("booking.created", 1);
    recorder.record(office.tenant, event);
    work();
    receiver.answers(500);
    replayed(webhook, event, false);
    work();
    queue.take(); // Its next try.
    office.clock.advance(Duration.ofSeconds(1));
    replayed(webhook, event, true);
    work();
    assertThat(received()).hasSize(2);

    office.clock.advance(Duration.ofHours(1));
    replayed(webhook, event, false);
    office.enable(webhook, false);
    work();
    assertThat(received()).hasSize(2);
    assertThat(delivery(webhook, event).state()).isEqualTo(Delivery.State.DELIVERED);
  }

  private void replayed(Webhook webhook, RecordedEvent event, boolean missed) {
    assertThat(replay(webhook, new ReplayRequest.OfEvent(event.place()), missed).whyRefused())
        .isEmpty();
  }

  private ReplayRequest range(Instant from) {
    return new ReplayRequest.OfTime(from, office.clock.instant());
  }

  private Result<String, WebhookRefusal> replay(
      Webhook webhook, ReplayRequest request, boolean missed) {
    return replays.ask(office.tenant, webhook.id(), request, missed, office.clock.instant());
  }

  // ---- what tests do

  private List<Receiver.Received> received() {
    return receiver.received();
  }

  /** An event of a version of one booking. */
  private RecordedEvent event(String type, int version) {
    return event(type, version, "b1");
  }

  private RecordedEvent event(String type, int version, String bookingId) {
    String id = Office.IDS.nextLong();
    try {
      return RecordedEvent.of(
          type,
          Json.parse(
              ("{\"eventId\":\"%s\",\"tenantId\":\"%s\",\"bookingId\":\"%s\",\"version\":%d,"
                      + "\"occurredAt\":\"%s\"}")
                  .formatted(
                      id, office.tenant.value(), bookingId, version, office.clock.instant())));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Does all that is in the queue, and not what that adds to it. */
  private void work() {
    queue.take().forEach(this::work);
  }

  private void work(RecordingQueue.Sent sent) {
    work(Json.write(sent.message()));
  }

  private void work(String message) {
    try {
      tasks.work(Json.parse(message));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the queue and the schedules send by now. */
  private void due() {
    work();
    for (DueMessage message : schedule.due(office.clock.instant())) {
      work(message.toJson());
    }
  }

  private Delivery delivery(Webhook webhook, RecordedEvent event) {
    Optional<Delivery> found = deliveries.find(office.tenant, webhook.id(), event.place());
    return found.orElseThrow();
  }

  /** As a receiver computes it, by nothing of ours. */
  private static String signature(SigningSecret secret, Receiver.Received got) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(
        new SecretKeySpec(
            Base64.getDecoder().decode(secret.text().substring("whsec_".length())), "HmacSHA256"));
    byte[] signed =
        mac.doFinal(
            (got.id() + "." + got.timestamp() + "." + got.body()).getBytes(StandardCharsets.UTF_8));
    return "v1," + Base64.getEncoder().encodeToString(signed);
  }

  /** Does something while the receiver has a try and has not answered yet. */
  private void whileTried(RecordingQueue.Sent task, Runnable meanwhile) throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    receiver.does(
        exchange -> {
          arrived.countDown();
          await(go);
          Receiver.answer(exchange, 200, "");
        });
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> first = workers.submit(() -> work(task));
      arrived.await();
      meanwhile.run();
      go.countDown();
      first.get();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
