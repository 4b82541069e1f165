package io.marcado.identity.accounts.totp;

import io.marcado.domain.Ids;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that an authenticator app shares with us, and its codes: RFC 6238 with HMAC-SHA-1,
 * steps of 30 seconds and six digits, as every app has them.
 */
final class TotpSecret {
  /** How long one code is shown. */
  static final Duration STEP = Duration.ofSeconds(30);

  /** Digits of a code. */
  static final int DIGITS = 6;

  /** As many as SHA-1 gives (RFC 4226, section 4). */
  private static final int BYTES = 20;

  /** Clocks differ, and people type slowly: a code of the step before or after counts too. */
  private static final int STEPS_ASIDE = 1;

  private final byte[] bytes;

  TotpSecret(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  static TotpSecret next(RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new TotpSecret(bytes);
  }

  byte[] bytes() {
    return bytes.clone();
  }

  /** As apps take it: base32 in upper case, without padding. */
  String text() {
    return Ids.base32(bytes).toUpperCase(Locale.ROOT);
  }

  /** The step of an instant. */
  static long stepAt(Instant now) {
    return Math.floorDiv(now.getEpochSecond(), STEP.toSeconds());
  }

  /** The code of a step. */
  String code(long step) {
    byte[] hash = mac(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
    // Dynamic truncation, RFC 4226, section 5.3.
    int offset = hash[hash.length - 1] & 0xf;
    int number = ByteBuffer.wrap(hash).getInt(offset) & 0x7fff_ffff;
    return "%06d".formatted(number % 1_000_000);
  }

  /**
   * The step of this code, now or one step aside; empty for a wrong code, and for one of the last
   * used step or an earlier one. It takes the same time for every code.
   */
  OptionalLong stepOf(String code, Instant now, long lastUsed) {
    byte[] given = code.getBytes(StandardCharsets.UTF_8);
    long present = stepAt(now);
    OptionalLong found = OptionalLong.empty();
    for (long step = present - STEPS_ASIDE; step <= present + STEPS_ASIDE; step++) {
      boolean same = MessageDigest.isEqual(code(step).getBytes(StandardCharsets.US_ASCII), given);
      if (same && step > lastUsed && found.isEmpty()) {
        found = OptionalLong.of(step);
      }
    }
    return found;
  }

  private byte[] mac(byte[] counter) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(bytes, "RAW"));
      return mac.doFinal(counter);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-1", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TotpSecret secret && MessageDigest.isEqual(bytes, secret.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Hides the secret. */
  @Override
  public String toString() {
    return "TotpSecret";
  }
}
