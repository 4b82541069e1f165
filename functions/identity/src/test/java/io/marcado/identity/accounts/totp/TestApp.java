package io.marcado.identity.accounts.totp;

import io.marcado.domain.PersonId;
import io.marcado.domain.TenantId;
import java.math.BigInteger;
import java.time.Instant;

/** An authenticator app that has taken a secret. */
public final class TestApp {
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private final TotpSecret secret;

  /**
   * @param text base32, 32 characters
   */
  public TestApp(String text) {
    BigInteger number = BigInteger.ZERO;
    for (char c : text.toCharArray()) {
      number = number.shiftLeft(5).or(BigInteger.valueOf(ALPHABET.indexOf(c)));
    }
    byte[] bytes = new byte[20];
    for (int i = 19; i >= 0; i--) {
      bytes[i] = number.byteValue();
      number = number.shiftRight(8);
    }
    this.secret = new TotpSecret(bytes);
  }

  /** What it shows. */
  public String code(Instant now) {
    return secret.code(TotpSecret.stepAt(now));
  }

  /** The confirmation of an app, which must be right. */
  public static TotpSetup.Fresh confirmed(
      TotpSetup setup, TenantId tenant, PersonId personId, String code, Instant now) {
    return switch (setup.confirm(tenant, personId, code, now)) {
      case TotpSetup.Confirmation.Right(TotpSetup.Fresh fresh) -> fresh;
      case TotpSetup.Confirmation.Wrong _, TotpSetup.Confirmation.Nothing _ ->
          throw new IllegalStateException("not confirmed");
    };
  }
}
