package io.marcado.webhooks.deliveries;

import io.marcado.domain.Permission;
import io.marcado.domain.Result;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.ItemList;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.json.Readers;
import io.marcado.platform.paging.PageRequest;
import io.marcado.webhooks.endpoints.Webhook;
import io.marcado.webhooks.endpoints.WebhookProblems;
import io.marcado.webhooks.endpoints.WebhookRefusal;
import io.marcado.webhooks.endpoints.WebhookStore;
import jakarta.inject.Inject;
import java.util.Optional;

/** {@code GET /webhooks/{webhookId}/deliveries}: what was sent, and each try of it. */
public final class ListWebhookDeliveriesHandler
    extends TenantEndpoint<ListWebhookDeliveriesHandler.Input, ItemList<DeliveryView>> {
  @Inject WebhookStore webhooks;
  @Inject DeliveryStore deliveries;

  record Input(String webhookId, Optional<Delivery.State> state, PageRequest page) {}

  @Override
  protected Access access() {
    return Access.may(Permission.WEBHOOKS_MANAGE);
  }

  @Override
  protected Input read(RequestReader request) {
    return new Input(
        request.path("webhookId"),
        request.query().optional("state", Readers.oneOf(Delivery.State.class)),
        request.query().page());
  }

  @Override
  protected Answer<ItemList<DeliveryView>> answer(Call call, Input input) {
    Webhook webhook =
        Result.<Webhook, WebhookRefusal>of(
                webhooks.find(call.tenant(), input.webhookId()),
                new WebhookRefusal.NotFound("webhook"))
            .orElseThrow(WebhookProblems::of);
    return Answer.ok(
        ItemList.of(
            call,
            deliveries.page(call.tenant(), webhook.id(), input.state(), input.page()),
            DeliveryView::of));
  }
}
