package io.marcado.webhooks.endpoints;

import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** {@code PATCH /webhooks/{webhookId}}: changes a webhook, disables it, or enables it again. */
public final class PatchWebhookHandler
    extends TenantEndpoint<PatchWebhookHandler.Input, WebhookView> {
  @Inject Webhooks webhooks;

  record Input(String id, UnaryOperator<WebhookDetails> change, Optional<Long> version) {}

  @Override
  protected Access access() {
    return Access.may(Permission.WEBHOOKS_MANAGE);
  }

  @Override
  protected Input read(RequestReader request) {
    return new Input(
        request.path("webhookId"), request.patch(WebhookDetails.SHAPE), request.ifMatch());
  }

  @Override
  protected Answer<WebhookView> answer(Call call, Input input) {
    Webhook webhook =
        webhooks
            .change(call.actor(), input.id(), input.change(), input.version(), call.now())
            .orElseThrow(WebhookProblems::of);
    return Answer.ok(WebhookView.of(webhook, call.now())).version(webhook.version());
  }
}
