package io.marcado.webhooks.endpoints;

import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/** {@code POST /webhooks/{webhookId}/secret/rotate}: another secret, shown this once. */
public final class RotateWebhookSecretHandler extends TenantEndpoint<String, WebhookView> {
  @Inject WebhookSecrets secrets;

  @Override
  protected Access access() {
    return Access.may(Permission.WEBHOOKS_MANAGE);
  }

  @Override
  protected String read(RequestReader request) {
    return request.path("webhookId");
  }

  @Override
  protected Answer<WebhookView> answer(Call call, String id) {
    WebhookSecrets.Made made =
        secrets.rotate(call.actor(), id, call.now()).orElseThrow(WebhookProblems::of);
    return Answer.ok(WebhookView.of(made.webhook(), call.now(), made.secret()))
        .version(made.webhook().version());
  }
}
