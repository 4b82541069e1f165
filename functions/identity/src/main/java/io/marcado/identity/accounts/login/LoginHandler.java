package io.marcado.identity.accounts.login;

import io.marcado.identity.IdentityProblems;
import io.marcado.identity.accounts.codes.Challenge;
import io.marcado.identity.people.credentials.Password;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.json.Fields;
import jakarta.inject.Inject;

/**
 * {@code POST /auth/login}: a right password sends a code by SMS, or asks for one of the
 * authenticator app.
 */
public final class LoginHandler
    extends TenantEndpoint<LoginHandler.Input, LoginHandler.ChallengeView> {
  @Inject Logins logins;

  record Input(LoginName name, Password password) {
    static Input read(Fields fields) {
      return new Input(LoginName.read(fields), fields.required("password", Password.given()));
    }
  }

  record ChallengeView(String challengeId, String channel, long expiresInSeconds) {
    static ChallengeView of(Challenge challenge) {
      return new ChallengeView(
          challenge.id(), challenge.factor().name(), Challenge.LIFETIME.toSeconds());
    }
  }

  @Override
  protected Access access() {
    return Access.open();
  }

  @Override
  protected Input read(RequestReader request) {
    return request.body(Input::read);
  }

  @Override
  protected Answer<ChallengeView> answer(Call call, Input input) {
    return Answer.ok(
        logins
            .start(call.actor(), input.name(), input.password(), call.now())
            .map(ChallengeView::of)
            .orElseThrow(IdentityProblems::of));
  }
}
