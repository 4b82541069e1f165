package io.marcado.identity.accounts.login;

import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Readers;
import java.util.Optional;

/**
 * The answer to a challenge that opens a session.
 *
 * @param userAgent the request's header, by which people tell their sessions apart
 */
record CodeInput(String challengeId, String code, Optional<String> userAgent) {

  static CodeInput read(Fields body, FieldReader<String> code, Optional<String> userAgent) {
    return new CodeInput(
        body.required("challengeId", Readers.id()), body.required("code", code), userAgent);
  }

  /** Hides the code. */
  @Override
  public String toString() {
    return "CodeInput";
  }
}
