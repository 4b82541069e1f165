package io.marcado.identity.accounts.passwords;

import io.marcado.identity.IdentityProblems;
import io.marcado.identity.people.credentials.Password;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/** {@code POST /auth/password/change}: a new password for a person who knows the present one. */
public final class ChangePasswordHandler extends TenantEndpoint<ChangePasswordHandler.Input, Void> {
  @Inject PasswordChanges passwords;

  record Input(Password currentPassword, Password newPassword) {}

  @Override
  protected Access access() {
    return Access.signedIn();
  }

  @Override
  protected Input read(RequestReader request) {
    return request.body(
        body ->
            new Input(
                body.required("currentPassword", Password.given()),
                body.required("newPassword", Password.chosen())));
  }

  @Override
  protected Answer<Void> answer(Call call, Input input) {
    IdentityProblems.requireNone(
        passwords.change(call.person(), input.currentPassword(), input.newPassword(), call.now()));
    return Answer.noContent();
  }
}
