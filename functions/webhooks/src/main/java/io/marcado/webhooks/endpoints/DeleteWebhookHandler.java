package io.marcado.webhooks.endpoints;

import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;
import java.util.Optional;

/** {@code DELETE /webhooks/{webhookId}}: removes a webhook. */
public final class DeleteWebhookHandler extends TenantEndpoint<DeleteWebhookHandler.Input, Void> {
  @Inject Webhooks webhooks;

  record Input(String id, Optional<Long> version) {}

  @Override
  protected Access access() {
    return Access.may(Permission.WEBHOOKS_MANAGE);
  }

  @Override
  protected Input read(RequestReader request) {
    return new Input(request.path("webhookId"), request.ifMatch());
  }

  @Override
  protected Answer<Void> answer(Call call, Input input) {
    String _ =
        webhooks
            .remove(call.actor(), input.id(), input.version(), call.now())
            .orElseThrow(WebhookProblems::of);
    return Answer.noContent();
  }
}
