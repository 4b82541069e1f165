package io.marcado.webhooks.endpoints;

import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/** {@code GET /webhooks/{webhookId}}: one webhook, without its secret. */
public final class GetWebhookHandler extends TenantEndpoint<String, WebhookView> {
  @Inject Webhooks webhooks;

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
    Webhook webhook = webhooks.get(call.tenant(), id).orElseThrow(WebhookProblems::of);
    return Answer.ok(WebhookView.of(webhook, call.now())).version(webhook.version());
  }
}
