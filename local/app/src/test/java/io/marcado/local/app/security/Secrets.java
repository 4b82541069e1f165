package io.marcado.local.app.security;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.platform.json.Json;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Passwords, tokens and keys that the tests of this JVM sent or got. */
public final class Secrets {
  private static final Set<String> NAMES =
      Set.of(
          "password",
          "currentPassword",
          "newPassword",
          "accessToken",
          "refreshToken",
          "token",
          "manageToken",
          "key",
          "secret",
          "otpauthUri",
          "recoveryCodes");

  private static final Pattern LIKELY =
      Pattern.compile("assword|oken|\"key\"|\"secret\"|otpauth|recoveryCodes");

  /** Shorter ones are refused as passwords, and would be found in many an innocent word. */
  private static final int SHORTEST = 8;

  private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

  private Secrets() {}

  /** Keeps what is secret in a body; a body that is no JSON has nothing. */
  public static void note(String body) {
    if (!LIKELY.matcher(body).find()) {
      return;
    }
    try {
      walk(Json.parse(body), false);
    } catch (JsonProcessingException _) {
      // Many tests send what is none.
    }
  }

  /** Those seen until now. */
  static Set<String> seen() {
    return new TreeSet<>(SEEN);
  }

  private static void walk(JsonNode node, boolean secret) {
    if (node.isTextual() && secret && node.asText().length() >= SHORTEST) {
      SEEN.add(node.asText());
    }
    node.properties().forEach(field -> walk(field.getValue(), NAMES.contains(field.getKey())));
    if (node.isArray()) {
      node.forEach(element -> walk(element, secret));
    }
  }
}
