package io.marcado.identity.accounts.profile;

import io.marcado.identity.IdentityProblems;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.NoInput;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;
import java.util.Map;

/** {@code POST /users/me/email/verification}: sends a code to the e-mail that is not proved yet. */
public final class RequestEmailVerificationHandler extends TenantEndpoint<NoInput, Verification> {
  @Inject OwnProfile own;

  @Override
  protected Access access() {
    return Access.signedIn();
  }

  @Override
  protected NoInput read(RequestReader request) {
    return new NoInput();
  }

  @Override
  protected Answer<Verification> answer(Call call, NoInput none) {
    return new Answer<>(
        202,
        own.sendEmailCode(call.person(), call.now())
            .map(Verification::of)
            .orElseThrow(IdentityProblems::of),
        Map.of());
  }
}
