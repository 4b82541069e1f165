package io.marcado.local.keys;

import io.marcado.domain.Ids;
import io.marcado.local.storage.Documents;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The secrets that CloudFormation makes: a random text each, the same from start to start. */
public final class GeneratedSecrets {
  private static final String CHARACTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int LENGTH = 64;

  private GeneratedSecrets() {}

  /**
   * The kept texts by name, made at the first time.
   *
   * @param documents in which they are kept, one each
   */
  public static Map<String, String> kept(List<String> names, Documents documents) {
    Map<String, String> secrets = new HashMap<>();
    for (String name : names) {
      secrets.put(
          name,
          documents
              .get(name)
              .orElseGet(
                  () -> {
                    String fresh = generate();
                    documents.put(name, fresh);
                    return fresh;
                  }));
    }
    return secrets;
  }

  /**
   * The kept key of an operator, made at the first time.
   *
   * @param documents in which it is kept
   */
  public static String operatorKey(Documents documents) {
    return documents
        .get("key")
        .orElseGet(
            () -> {
              String fresh = freshOperatorKey();
              documents.put("key", fresh);
              return fresh;
            });
  }

  /** A fresh key of an operator: 256 random bits. */
  public static String freshOperatorKey() {
    byte[] bits = new byte[32];
    new SecureRandom().nextBytes(bits);
    return "mo_" + Ids.base32(bits);
  }

  /** What the secret has of a key. */
  public static String sha256(String key) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A fresh text of {@value #LENGTH} letters and digits. */
  public static String generate() {
    StringBuilder text = new StringBuilder(LENGTH);
    new SecureRandom()
        .ints(LENGTH, 0, CHARACTERS.length())
        .forEach(i -> text.append(CHARACTERS.charAt(i)));
    return text.toString();
  }
}
