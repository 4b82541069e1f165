package io.marcado.domain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Makes ids: random ones of 80 bits, and derived ones that are the same for the same parts. All are
 * lower-case base32 (RFC 4648, no padding), so they need no escaping in URLs and keys.
 */
public final class Ids {
  /** Length of a random id, in characters. */
  public static final int RANDOM_LENGTH = 16;

  /** Length of a derived id, in characters (130 bits of a SHA-256). */
  public static final int DERIVED_LENGTH = 26;

  private static final char[] ALPHABET = "abcdefghijklmnopqrstuvwxyz234567".toCharArray();

  private final RandomGenerator random;

  /**
   * @param random a cryptographically strong generator, except in tests that want repeatable ids
   */
  public Ids(RandomGenerator random) {
    this.random = random;
  }

  /** A fresh random id of {@value #RANDOM_LENGTH} characters. */
  public String next() {
    byte[] bytes = new byte[10];
    random.nextBytes(bytes);
    return base32(bytes);
  }

  /** A fresh random id as long as a derived one. */
  public String nextLong() {
    byte[] bytes = new byte[17];
    random.nextBytes(bytes);
    return base32(bytes).substring(0, DERIVED_LENGTH);
  }

  /**
   * The id that belongs to exactly these parts, of {@value #DERIVED_LENGTH} characters. Each part
   * is preceded by its length, so that no two different lists run together.
   */
  public static String derived(List<String> parts) {
    return base32(sha256(parts)).substring(0, DERIVED_LENGTH);
  }

  /** SHA-256 over the parts, each preceded by its length in bytes. */
  public static byte[] sha256(List<String> parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Lower-case base32 without padding. */
  public static String base32(byte[] bytes) {
    StringBuilder text = new StringBuilder((bytes.length * 8 + 4) / 5);
    int buffer = 0;
    int bits = 0;
    for (byte b : bytes) {
      buffer = (buffer << 8) | (b & 0xff);
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text.append(ALPHABET[(buffer >>> bits) & 31]);
      }
      buffer &= (1 << bits) - 1;
    }
    if (bits > 0) {
      text.append(ALPHABET[(buffer << (5 - bits)) & 31]);
    }
    return text.toString();
  }
}
