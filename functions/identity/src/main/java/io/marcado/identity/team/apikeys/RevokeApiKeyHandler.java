package io.marcado.identity.team.apikeys;

import io.marcado.domain.Permission;
import io.marcado.identity.IdentityProblems;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/** {@code DELETE /api-keys/{apiKeyId}}: ends a key at once. */
public final class RevokeApiKeyHandler extends TenantEndpoint<String, Void> {
  @Inject ApiKeys keys;

  @Override
  protected Access access() {
    return Access.may(Permission.API_KEYS_MANAGE);
  }

  @Override
  protected String read(RequestReader request) {
    return request.path("apiKeyId");
  }

  @Override
  protected Answer<Void> answer(Call call, String keyId) {
    IdentityProblems.requireNone(keys.revoke(call.person(), keyId, call.now()));
    return Answer.noContent();
  }
}
