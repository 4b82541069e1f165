package io.marcado.webhooks.deliveries;

import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.webhooks.endpoints.WebhookProblems;
import jakarta.inject.Inject;

/** {@code POST /webhooks/{webhookId}/test}: sends a test event, and says what came of it. */
public final class TestWebhookHandler extends TenantEndpoint<String, DeliveryView> {
  @Inject WebhookTests tests;

  @Override
  protected Access access() {
    return Access.may(Permission.WEBHOOKS_MANAGE);
  }

  @Override
  protected String read(RequestReader request) {
    return request.path("webhookId");
  }

  @Override
  protected Answer<DeliveryView> answer(Call call, String webhookId) {
    return Answer.ok(
        DeliveryView.of(
            tests.send(call.tenant(), webhookId, call.now()).orElseThrow(WebhookProblems::of)));
  }
}
