package io.marcado.webhooks.endpoints;

import io.marcado.domain.Fault;
import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** {@code POST /webhooks}: makes a webhook and shows its secret, this once. */
public final class CreateWebhookHandler
    extends TenantEndpoint<CreateWebhookHandler.Input, WebhookView> {
  @Inject Webhooks webhooks;
  @Inject WebhookSecrets secrets;

  record Input(WebhookDetails details, Optional<String> idempotencyKey) {}

  @Override
  protected Access access() {
    return Access.may(Permission.WEBHOOKS_MANAGE);
  }

  @Override
  protected Input read(RequestReader request) {
    return new Input(request.body(WebhookDetails.SHAPE), request.idempotencyKey());
  }

  @Override
  protected List<Fault> faults(Call call, Input input) {
    return input.details().url().isEmpty() ? List.of() : webhooks.faults(input.details());
  }

  @Override
  protected Answer<WebhookView> answer(Call call, Input input) {
    WebhookSecrets.Made made =
        secrets
            .create(call.actor(), input.details(), input.idempotencyKey(), call.now())
            .orElseThrow(WebhookProblems::of);
    return Answer.created(WebhookView.of(made.webhook(), call.now(), made.secret()))
        .version(made.webhook().version())
        .replayed(made.replayed());
  }
}
