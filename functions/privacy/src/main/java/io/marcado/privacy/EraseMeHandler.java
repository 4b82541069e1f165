package io.marcado.privacy;

import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.NoInput;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.privacy.erasure.PersonErasure;
import jakarta.inject.Inject;

/** {@code DELETE /users/me}: erases the caller, for good. */
public final class EraseMeHandler extends TenantEndpoint<NoInput, Void> {
  @Inject PersonErasure erasure;

  @Override
  protected Access access() {
    return Access.signedIn();
  }

  @Override
  protected NoInput read(RequestReader request) {
    return new NoInput();
  }

  @Override
  protected Answer<Void> answer(Call call, NoInput none) {
    erasure
        .erase(call.person(), call.now())
        .ifPresent(
            refusal -> {
              throw PrivacyProblems.of(refusal);
            });
    return Answer.noContent();
  }
}
