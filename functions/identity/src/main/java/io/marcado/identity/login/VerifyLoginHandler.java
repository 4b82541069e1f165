package io.marcado.identity.login;

import io.marcado.identity.sessions.Tokens;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Readers;
import jakarta.inject.Inject;
import java.util.regex.Pattern;

/** {@code POST /auth/login/verify}: the code that came by SMS opens a session. */
public final class VerifyLoginHandler extends TenantEndpoint<VerifyLoginHandler.Input, Tokens> {
  private static final Pattern CODE = Pattern.compile("[0-9]{6}");

  @Inject LoginVerification logins;

  record Input(String challengeId, String code) {
    static Input read(Fields fields) {
      return new Input(
          fields.required("challengeId", Readers.id()),
          fields.required("code", Readers.matching(CODE, "six digits")));
    }

    /** Hides the code. */
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
    return request.body(Input::read);
  }

  @Override
  protected Answer<Tokens> answer(Call call, Input input) {
    return Answer.ok(logins.verify(call.tenant(), input.challengeId(), input.code(), call.now()));
  }
}
