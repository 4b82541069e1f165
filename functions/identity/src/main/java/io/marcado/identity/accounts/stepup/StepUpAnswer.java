package io.marcado.identity.accounts.stepup;

import io.marcado.identity.accounts.totp.TotpFactor;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Readers;

/**
 * The answer to a step-up, in the field {@code stepUp} of a request.
 *
 * @param code six digits, or a recovery code
 */
public record StepUpAnswer(String challengeId, String code) {

  /** Reads {@code {"challengeId":…,"code":…}}. */
  public static FieldReader<StepUpAnswer> reader() {
    return Readers.object(
        fields ->
            new StepUpAnswer(
                fields.required("challengeId", Readers.id()),
                fields.required("code", TotpFactor.code())));
  }

  /** Hides the code. */
  @Override
  public String toString() {
    return "StepUpAnswer";
  }
}
