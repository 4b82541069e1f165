package io.marcado.identity.accounts.login;

import io.marcado.platform.http.RequestReader;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Readers;
import java.util.Optional;

/**
 * The answer to a challenge that opens a session.
 *
 * @param userAgent the request's header, by which people tell their sessions apart
 */
record CodeInput(String challengeId, String code, Optional<String> userAgent) {

  static CodeInput read(RequestReader request, FieldReader<String> code) {
    Optional<String> userAgent = request.header("user-agent");
    return request.body(
        body ->
            new CodeInput(
                body.required("challengeId", Readers.id()),
                body.required("code", code),
                userAgent));
  }

  /** Hides the code. */
  @Override
  public String toString() {
    return "CodeInput";
  }
}
