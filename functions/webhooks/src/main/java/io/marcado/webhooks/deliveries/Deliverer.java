package io.marcado.webhooks.deliveries;

import io.marcado.domain.TenantId;
import io.marcado.platform.json.Json;
import io.marcado.schedules.DueMessage;
import io.marcado.schedules.MessageSchedule;
import io.marcado.webhooks.endpoints.Webhook;
import io.marcado.webhooks.endpoints.WebhookStops;
import io.marcado.webhooks.endpoints.WebhookStore;
import io.marcado.webhooks.ledger.EventLedger;
import io.marcado.webhooks.ledger.RecordedEvent;
import io.marcado.webhooks.outgoing.Reply;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Tells webhooks of events. A task says only which webhook and which event; what is to be done
 * follows from the delivery, which is read while a {@link Slots slot} is held. So tasks that come
 * twice, late, or after a crash do no harm: what has arrived is not sent again, what is not due yet
 * is planned again, and a try whose worker died is made again under the same id.
 */
@Singleton
public final class Deliverer {
  /** After so long without one success, Marcado disables a webhook. */
  static final Duration PATIENCE = Duration.ofDays(5);

  /** A receiver that takes longer is slow. */
  static final Duration SLOW = Duration.ofSeconds(3);

  /** Clocks of the queue, of schedules and of functions differ by less. */
  private static final Duration SLACK = Duration.ofSeconds(2);

  /** Deliveries due within a minute wait in the queue, later ones in a schedule. */
  private static final Duration IN_QUEUE = Duration.ofMinutes(1);

  private static final int GONE = 410;
  private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  private final WebhookStore webhooks;
  private final WebhookStops stops;
  private final EventLedger ledger;
  private final DeliveryStore deliveries;
  private final Slots slots;
  private final DeliveryQueue queue;
  private final MessageSchedule schedule;
  private final WebhookSender sender;
  private final SecureRandom random;
  private final InstantSource clock;

  Deliverer(
      WebhookStore webhooks,
      WebhookStops stops,
      EventLedger ledger,
      DeliveryStore deliveries,
      Slots slots,
      DeliveryQueue queue,
      MessageSchedule schedule,
      WebhookSender sender,
      SecureRandom random,
      InstantSource clock) {
    this.webhooks = webhooks;
    this.stops = stops;
    this.ledger = ledger;
    this.deliveries = deliveries;
    this.slots = slots;
    this.queue = queue;
    this.schedule = schedule;
    this.sender = sender;
    this.random = random;
    this.clock = clock;
  }

  /** Does what is to be done now. */
  void deliver(DeliveryTask task) {
    TenantId tenant = task.tenant();
    // One that was removed is told nothing.
    webhooks.find(tenant, task.webhookId()).ifPresent(webhook -> deliver(task, webhook));
  }

  private void deliver(DeliveryTask task, Webhook webhook) {
    int most = webhook.isStrained() ? Slots.MOST_STRAINED : Slots.MOST;
    switch (slots.take(task.tenant(), webhook.id(), task.eventId(), most, clock.instant())) {
      // Who holds it may be dead, and this the message that it had in its hands.
      case Slots.Answer.Held _, Slots.Answer.Full _ -> sendLater(task);
      case Slots.Answer.Taken(Slots.Slot slot) -> {
        try {
          decide(task, webhook);
        } finally {
          slots.release(slot);
        }
      }
    }
  }

  private void sendLater(DeliveryTask task) {
    queue.send(task.webhookId(), List.of(task.waitingAgain()), pause(task.waits()));
  }

  private void decide(DeliveryTask task, Webhook webhook) {
    Optional<RecordedEvent> event = ledger.find(task.tenant(), task.place());
    if (event.isEmpty()) {
      return; // Too old.
    }
    Delivery delivery =
        asked(
            task,
            deliveries
                .find(task.tenant(), webhook.id(), task.place())
                .orElseGet(() -> Delivery.untried(event.get())));
    Instant now = clock.instant();
    if (delivery.state() != Delivery.State.PENDING
        || (task.onlyIfMissed() && delivery.deliveredAt().isPresent())) {
      return;
    }
    if (!webhook.enabled()) {
      deliveries.put(task.tenant(), webhook.id(), delivery.dropped());
      return;
    }
    Optional<Instant> due = delivery.nextTryAt().filter(at -> at.isAfter(now.plus(SLACK)));
    if (due.isPresent()) {
      // Perhaps who noted that time died before it could plan the try.
      plan(task, due.get(), now);
    } else {
      attempt(task, webhook, event.get(), delivery);
    }
  }

  /**
   * The delivery as the task wants it. A replay begins it anew, unless that one or a later one has
   * done so: what the later one sent was sent after both were asked for.
   */
  private static Delivery asked(DeliveryTask task, Delivery delivery) {
    String replay = task.replay();
    return replay == null
            || delivery.replay().filter(last -> last.compareTo(replay) >= 0).isPresent()
        ? delivery
        : delivery.replayed(replay);
  }

  private void attempt(DeliveryTask task, Webhook webhook, RecordedEvent event, Delivery delivery) {
    TenantId tenant = task.tenant();
    Instant started = clock.instant();
    Reply reply = sender.send(tenant, webhook, event, started);
    Delivery.Try last = Delivery.Try.of(reply, started);
    Instant now = clock.instant();
    switch (reply) {
      case Reply.Answered answer when answer.isSuccess() -> {
        deliveries.put(tenant, webhook.id(), delivery.delivered(last));
        succeeded(tenant, webhook, answer.took());
      }
      case Reply.Answered(int status, String _, Duration _) when status == GONE -> {
        deliveries.put(tenant, webhook.id(), delivery.failed(last, Optional.empty()));
        stops.stop(tenant, webhook, Webhook.Reason.GONE, now);
      }
      case Reply.Answered _, Reply.Silent _ -> {
        Optional<Instant> next = RetryPlan.next(delivery.failed() + 1, now, random);
        deliveries.put(tenant, webhook.id(), delivery.failed(last, next));
        failed(tenant, webhook, now);
        next.ifPresent(at -> plan(task, at, now));
      }
    }
  }

  private void succeeded(TenantId tenant, Webhook webhook, Duration took) {
    boolean slow = took.compareTo(SLOW) > 0;
    if (slow && (!webhook.isStrained() || webhook.failingSince().isPresent())) {
      webhooks.strain(tenant, webhook);
    } else if (!slow && (webhook.isStrained() || webhook.failingSince().isPresent())) {
      webhooks.succeeds(tenant, webhook);
    }
  }

  private void failed(TenantId tenant, Webhook webhook, Instant now) {
    Optional<Instant> since = webhook.failingSince();
    if (since.isEmpty()) {
      webhooks.fails(tenant, webhook, now);
    } else if (!since.get().plus(PATIENCE).isAfter(now)) {
      stops.stop(tenant, webhook, Webhook.Reason.FAILING, now);
    }
  }

  private void plan(DeliveryTask task, Instant due, Instant now) {
    Duration wait = Duration.between(now, due);
    if (wait.compareTo(IN_QUEUE) <= 0) {
      queue.send(task.webhookId(), List.of(task.furtherTry()), wait.plusMillis(999));
    } else {
      schedule.plan(new DueTry(task.furtherTry(), due));
    }
  }

  private record DueTry(DeliveryTask task, Instant dueAt) implements DueMessage {
    @Override
    public String scheduleName() {
      return task.name(dueAt);
    }

    @Override
    public String toJson() {
      return Json.write(task);
    }
  }

  private Duration pause(int waits) {
    Duration longest = FIRST_WAIT.multipliedBy(1L << Math.min(waits, 6));
    if (longest.compareTo(LONGEST_WAIT) > 0) {
      longest = LONGEST_WAIT;
    }
    // From half of it to all of it, so that what met comes apart.
    return longest.minusMillis(random.nextLong(longest.toMillis() / 2));
  }
}
