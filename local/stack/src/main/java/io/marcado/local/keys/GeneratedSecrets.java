package io.marcado.local.keys;

import io.marcado.local.storage.Documents;
import java.security.SecureRandom;
import java.util.HashMap;
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

  /** A fresh text of {@value #LENGTH} letters and digits. */
  public static String generate() {
    StringBuilder text = new StringBuilder(LENGTH);
    new SecureRandom()
        .ints(LENGTH, 0, CHARACTERS.length())
        .forEach(i -> text.append(CHARACTERS.charAt(i)));
    return text.toString();
  }
}
