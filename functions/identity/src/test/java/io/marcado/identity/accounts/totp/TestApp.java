package io.marcado.identity.accounts.totp;

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
}
