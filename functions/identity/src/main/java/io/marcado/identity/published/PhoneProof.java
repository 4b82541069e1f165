package io.marcado.identity.published;

import io.marcado.identity.accounts.codes.SixDigits;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Readers;

/** A code that went to a phone, as somebody gives it to prove the phone. */
public record PhoneProof(String challengeId, String code) {
  /** Reads a proof. */
  public static FieldReader<PhoneProof> reader() {
    return Readers.object(
        fields ->
            new PhoneProof(
                fields.required("challengeId", Readers.id()),
                fields.required("code", SixDigits.reader())));
  }

  /** Hides the code. */
  @Override
  public String toString() {
    return "PhoneProof";
  }
}
