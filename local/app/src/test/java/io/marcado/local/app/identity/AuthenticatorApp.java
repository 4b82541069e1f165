package io.marcado.local.app.identity;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An authenticator app that has read a secret, written after RFC 6238 and from nothing of ours. */
public final class AuthenticatorApp {
  private final byte[] secret;

  /**
   * @param base32 upper case, without padding
   */
  public AuthenticatorApp(String base32) {
    List<Byte> bytes = new ArrayList<>();
    int buffer = 0;
    int bits = 0;
    for (char c : base32.toCharArray()) {
      buffer = (buffer << 5) | (c >= 'A' ? c - 'A' : c - '2' + 26);
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.add((byte) (buffer >> bits));
      }
    }
    secret = new byte[bytes.size()];
    for (int i = 0; i < secret.length; i++) {
      secret[i] = bytes.get(i);
    }
  }

  /** What it shows at an instant. */
  public String code(Instant at) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret, "HmacSHA1"));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(at.getEpochSecond() / 30).array());
      int offset = hash[19] & 15;
      int number =
          (hash[offset] & 0x7f) << 24
              | (hash[offset + 1] & 0xff) << 16
              | (hash[offset + 2] & 0xff) << 8
              | (hash[offset + 3] & 0xff);
      return "%06d".formatted(number % 1_000_000);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
