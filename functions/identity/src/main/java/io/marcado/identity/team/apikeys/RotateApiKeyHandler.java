package io.marcado.identity.team.apikeys;

import io.marcado.domain.Permission;
import io.marcado.identity.IdentityProblems;
import io.marcado.identity.accounts.stepup.StepUp;
import io.marcado.identity.accounts.stepup.StepUpAnswer;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.json.Readers;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;

/** {@code POST /api-keys/{apiKeyId}/rotate}: another secret for the same key, shown this once. */
public final class RotateApiKeyHandler
    extends TenantEndpoint<RotateApiKeyHandler.Input, ApiKeyView> {
  /** Longest time for which two secrets are good, minutes: a week. */
  static final int LONGEST_OVERLAP = 7 * 24 * 60;

  @Inject ApiKeys keys;
  @Inject StepUp stepUp;

  record Input(String keyId, Duration overlap, Optional<StepUpAnswer> stepUp) {}

  @Override
  protected Access access() {
    return Access.may(Permission.API_KEYS_MANAGE);
  }

  @Override
  protected Input read(RequestReader request) {
    String keyId = request.path("apiKeyId");
    return request.optionalBody(
        body ->
            new Input(
                keyId,
                Duration.ofMinutes(
                    body.defaulted("overlapMinutes", Readers.integer(0, LONGEST_OVERLAP), 0)),
                body.optional("stepUp", StepUpAnswer.reader())));
  }

  @Override
  protected Answer<ApiKeyView> answer(Call call, Input input) {
    ApiKeys.Made made =
        keys.rotate(
                call.person(),
                input.keyId(),
                input.overlap(),
                () ->
                    stepUp.check(call.person(), input.stepUp(), call.now()).map(StepUp.Proof::all),
                call.now())
            .orElseThrow(IdentityProblems::of);
    return Answer.ok(ApiKeyView.of(made.key(), call.now(), made.secret()));
  }
}
