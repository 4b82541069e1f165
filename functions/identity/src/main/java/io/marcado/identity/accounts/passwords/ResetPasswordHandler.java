package io.marcado.identity.accounts.passwords;

import io.marcado.identity.IdentityProblems;
import io.marcado.identity.accounts.codes.LongToken;
import io.marcado.identity.accounts.totp.TotpFactor;
import io.marcado.identity.people.credentials.Password;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;
import java.util.Optional;

/** {@code POST /auth/password/reset}: sets a new password by the token that was sent. */
public final class ResetPasswordHandler extends TenantEndpoint<ResetPasswordHandler.Input, Void> {
  @Inject PasswordResets passwords;

  record Input(LongToken token, Password newPassword, Optional<String> secondCode) {
    /** Hides the codes. */
    @Override
    public String toString() {
      return "Input";
    }
  }

  @Override
  protected Access access() {
    return Access.open();
  }

  @Override
  protected Input read(RequestReader request) {
    return request.body(
        body ->
            new Input(
                body.required("token", LongToken.reader()),
                body.required("newPassword", Password.chosen()),
                body.optional("secondCode", TotpFactor.code())));
  }

  @Override
  protected Answer<Void> answer(Call call, Input input) {
    IdentityProblems.requireNone(
        passwords.reset(
            call.actor(), input.token(), input.newPassword(), input.secondCode(), call.now()));
    return Answer.noContent();
  }
}
