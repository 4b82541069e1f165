package io.marcado.identity.login;

import io.marcado.identity.codes.SixDigits;
import io.marcado.identity.sessions.Tokens;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Readers;
import jakarta.inject.Inject;
import java.util.Optional;

/** {@code POST /auth/otp/verify}: the code that came to a client's phone opens a session. */
public final class VerifyOtpHandler extends TenantEndpoint<VerifyOtpHandler.Input, Tokens> {
  @Inject ClientCodes codes;

  record Input(String challengeId, String code, Optional<String> userAgent) {
    static Input read(Fields fields, Optional<String> userAgent) {
      return new Input(
          fields.required("challengeId", Readers.id()),
          fields.required("code", SixDigits.reader()),
          userAgent);
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
    Optional<String> userAgent = request.header("user-agent");
    return request.body(body -> Input.read(body, userAgent));
  }

  @Override
  protected Answer<Tokens> answer(Call call, Input input) {
    return Answer.ok(codes.verify(call, input.challengeId(), input.code(), input.userAgent()));
  }
}
