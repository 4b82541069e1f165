package io.marcado.webhooks.deliveries;

import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Readers;
import io.marcado.platform.json.Shape;
import io.marcado.webhooks.endpoints.WebhookProblems;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** {@code POST /webhooks/{webhookId}/replay}: sends events again. */
public final class ReplayWebhookHandler
    extends TenantEndpoint<ReplayWebhookHandler.Input, ReplayWebhookHandler.Output> {
  @Inject Replays replays;

  record Input(String webhookId, Asked asked) {}

  record Asked(ReplayRequest events, boolean undeliveredOnly) {}

  record Output(String replayId) {}

  @Override
  protected Access access() {
    return Access.may(Permission.WEBHOOKS_MANAGE);
  }

  @Override
  protected Input read(RequestReader request) {
    String webhookId = request.path("webhookId");
    return new Input(webhookId, request.body(Shape.of(ReplayWebhookHandler::asked)));
  }

  private static @Nullable Asked asked(Fields body) {
    boolean only = body.defaulted("undeliveredOnly", Readers.bool(), false);
    @Nullable ReplayRequest events = ReplayRequest.read(body);
    return events == null ? null : new Asked(events, only);
  }

  @Override
  protected Answer<Output> answer(Call call, Input input) {
    return Answer.accepted(
        new Output(
            replays
                .ask(
                    call.tenant(),
                    input.webhookId(),
                    input.asked().events(),
                    input.asked().undeliveredOnly(),
                    call.now())
                .orElseThrow(WebhookProblems::of)));
  }
}
