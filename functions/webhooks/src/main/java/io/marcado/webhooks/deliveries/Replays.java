package io.marcado.webhooks.deliveries;

import io.marcado.domain.Ids;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.platform.paging.Page;
import io.marcado.platform.table.TimeSort;
import io.marcado.webhooks.endpoints.Webhook;
import io.marcado.webhooks.endpoints.WebhookRefusal;
import io.marcado.webhooks.endpoints.WebhookStore;
import io.marcado.webhooks.ledger.EventLedger;
import io.marcado.webhooks.ledger.RecordedEvent;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Sends events again, under the same ids. Many are asked for page by page, each page by a message
 * of its own, so a replay of a month holds up nothing.
 */
@Singleton
public final class Replays {
  /** Events that one message asks for. */
  static final int PAGE = 100;

  private final WebhookStore webhooks;
  private final EventLedger ledger;
  private final DeliveryQueue queue;
  private final SendingLimit limit;
  private final Ids ids;

  Replays(
      WebhookStore webhooks, EventLedger ledger, DeliveryQueue queue, SendingLimit limit, Ids ids) {
    this.webhooks = webhooks;
    this.ledger = ledger;
    this.queue = queue;
    this.limit = limit;
    this.ids = ids;
  }

  /**
   * Asks for a replay.
   *
   * @param onlyIfMissed true to send nothing that has arrived before
   * @return its id; refused when there is no such webhook or event, the webhook is disabled, or
   *     after too many tests and replays
   */
  Result<String, WebhookRefusal> ask(
      TenantId tenant, String webhookId, ReplayRequest request, boolean onlyIfMissed, Instant now) {
    Optional<Webhook> webhook = webhooks.find(tenant, webhookId);
    if (webhook.isEmpty()) {
      return Result.refused(new WebhookRefusal.NotFound("webhook"));
    }
    if (!webhook.get().enabled()) {
      return Result.refused(new WebhookRefusal.Disabled());
    }
    Optional<WebhookRefusal> tooOften = limit.count(tenant);
    if (tooOften.isPresent()) {
      return Result.refused(tooOften.get());
    }
    String id = ids.next();
    // By time, so that each delivery knows which of two was asked for later.
    String replay = TimeSort.of(now, id);
    switch (request) {
      case ReplayRequest.OfEvent(var place) -> {
        if (ledger.find(tenant, place).isEmpty()) {
          return Result.refused(new WebhookRefusal.NotFound("event"));
        }
        send(
            webhookId,
            List.of(
                new DeliveryTask(
                    tenant.value(),
                    webhookId,
                    place.at(),
                    place.eventId(),
                    replay,
                    onlyIfMissed,
                    0)));
      }
      case ReplayRequest.OfSubject(String subjectId) ->
          send(
              webhookId,
              List.of(
                  new ReplayTask(
                      tenant.value(),
                      webhookId,
                      replay,
                      now.minus(EventLedger.KEPT),
                      now.plusMillis(1),
                      subjectId,
                      onlyIfMissed,
                      null)));
      case ReplayRequest.OfTime(Instant from, Instant to) ->
          send(
              webhookId,
              List.of(
                  new ReplayTask(
                      tenant.value(), webhookId, replay, from, to, null, onlyIfMissed, null)));
    }
    return Result.done(id);
  }

  /** Asks for the deliveries of a page, and for the next page. Both may come twice. */
  void work(ReplayTask task) {
    Optional<Webhook> webhook =
        webhooks.find(task.tenant(), task.webhookId()).filter(Webhook::enabled);
    if (webhook.isEmpty()) {
      return;
    }
    Page<RecordedEvent> page =
        ledger.page(
            task.tenant(),
            task.from(),
            task.to(),
            Optional.ofNullable(task.subjectId()),
            Optional.ofNullable(task.after()),
            PAGE);
    send(
        task.webhookId(),
        page.items().stream()
            .filter(event -> webhook.get().wants(event.type()))
            .map(
                event ->
                    new DeliveryTask(
                        task.tenantId(),
                        task.webhookId(),
                        event.place().at(),
                        event.place().eventId(),
                        task.replay(),
                        task.onlyIfMissed(),
                        0))
            .toList());
    page.next().ifPresent(place -> send(task.webhookId(), List.of(task.after(place))));
  }

  private void send(String webhookId, List<?> messages) {
    queue.send(webhookId, messages, Duration.ZERO);
  }
}
