package io.marcado.identity.team.apikeys;

import io.marcado.domain.Permission;
import io.marcado.identity.IdentityProblems;
import io.marcado.identity.accounts.stepup.StepUp;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;
import java.util.Optional;

/** {@code POST /api-keys}: makes a key and shows it, this once. */
public final class CreateApiKeyHandler extends TenantEndpoint<ApiKeyDraft, ApiKeyView> {
  @Inject ApiKeys keys;
  @Inject StepUp stepUp;

  @Override
  protected Access access() {
    return Access.may(Permission.API_KEYS_MANAGE);
  }

  @Override
  protected ApiKeyDraft read(RequestReader request) {
    Optional<String> key = request.idempotencyKey();
    return request.body(body -> ApiKeyDraft.read(body, key));
  }

  @Override
  protected Answer<ApiKeyView> answer(Call call, ApiKeyDraft draft) {
    ApiKeys.Made made =
        keys.create(
                call.person(),
                draft,
                () ->
                    stepUp.check(call.person(), draft.stepUp(), call.now()).map(StepUp.Proof::all),
                call.now())
            .orElseThrow(IdentityProblems::of);
    return Answer.created(ApiKeyView.of(made.key(), call.now(), made.secret()))
        .replayed(made.replayed());
  }
}
