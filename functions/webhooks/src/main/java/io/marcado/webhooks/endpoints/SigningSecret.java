package io.marcado.webhooks.endpoints;

import java.util.Arrays;
import java.util.Base64;
import java.util.random.RandomGenerator;

/** A secret that signs what a webhook is told, as Standard Webhooks has it. */
public record SigningSecret(byte[] bytes) {
  private static final String PREFIX = "whsec_";
  private static final int LENGTH = 32;

  /** A fresh one. */
  static SigningSecret next(RandomGenerator random) {
    byte[] bytes = new byte[LENGTH];
    random.nextBytes(bytes);
    return new SigningSecret(bytes);
  }

  /** As the business gets it. */
  public String text() {
    return PREFIX + Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SigningSecret secret && Arrays.equals(bytes, secret.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Hides it. */
  @Override
  public String toString() {
    return "SigningSecret";
  }
}
