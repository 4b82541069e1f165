package io.marcado.identity.accounts.sessions;

import io.marcado.domain.Ids;
import io.marcado.platform.crypto.AesGcm;
import io.marcado.platform.crypto.Hkdf;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;

/**
 * A refresh token: 256 random bits. The table has its hash only. Once it was used, the item also
 * has its successor, encrypted under a key that only the token itself gives.
 *
 * @param text base64url without padding, 43 characters
 */
record RefreshToken(String text) {
  private static final int BYTES = 32;

  /** No place needs to be named: only the holder of the token has the key. */
  private static final byte[] NO_PLACE = {};

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

  static RefreshToken next(RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new RefreshToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** The token that a client presents; empty when the text cannot be one. */
  static Optional<RefreshToken> presented(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new RefreshToken(text)) : Optional.empty();
  }

  /** The hash that the table has. A fast one is enough, since nobody guesses 256 bits. */
  String hash() {
    return Ids.base32(Ids.sha256(List.of("refresh", text)));
  }

  /** The successor, readable only with this token. */
  String seal(RefreshToken successor, RandomGenerator random) {
    byte[] plain = successor.text.getBytes(StandardCharsets.US_ASCII);
    return AesGcm.seal(key(), NO_PLACE, plain, random);
  }

  /** The successor that {@link #seal} made unreadable. */
  RefreshToken open(String sealed) {
    return new RefreshToken(
        new String(AesGcm.open(key(), NO_PLACE, sealed), StandardCharsets.US_ASCII));
  }

  // Each token derives a key of its own and seals one successor at most twice or thrice (in a race,
  // of which one is kept), so nonces do not repeat.
  private SecretKey key() {
    return Hkdf.aes256(text, "marcado refresh", "successor");
  }

  /** Hides the token. */
  @Override
  public String toString() {
    return "RefreshToken";
  }
}
