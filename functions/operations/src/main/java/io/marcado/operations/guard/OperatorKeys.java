package io.marcado.operations.guard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The keys of operators, as the secret has them: by the operator's name the SHA-256 of one key, or
 * of two while the operator changes from one to the other, in hexadecimal digits. A key is 256
 * random bits, so a fast hash gives nothing away.
 */
final class OperatorKeys {
  /** {@code mo_} and 256 bits in base32. */
  static final Pattern KEY = Pattern.compile("mo_[a-z2-7]{52}");

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final int MOST_OPERATORS = 20;
  private static final int MOST_OF_ONE = 2;

  private final List<Entry> entries;

  private record Entry(String operator, byte[] hash) {}

  private OperatorKeys(List<Entry> entries) {
    this.entries = entries;
  }

  /**
   * Reads the secret.
   *
   * @throws IllegalStateException when it has another form; the message tells nothing of its text
   */
  static OperatorKeys parse(String secret) {
    JsonNode json = json(secret);
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, JsonNode> operator : json.properties()) {
      JsonNode hashes = operator.getValue();
      if (!NAME.matcher(operator.getKey()).matches()
          || !hashes.isArray()
          || hashes.size() > MOST_OF_ONE) {
        throw invalid();
      }
      for (JsonNode hash : hashes) {
        if (!HASH.matcher(hash.asText()).matches()) {
          throw invalid();
        }
        entries.add(new Entry(operator.getKey(), HexFormat.of().parseHex(hash.asText())));
      }
    }
    if (!json.isObject() || json.size() > MOST_OPERATORS) {
      throw invalid();
    }
    return new OperatorKeys(entries);
  }

  private static JsonNode json(String secret) {
    try {
      return Json.parse(secret);
    } catch (JsonProcessingException _) {
      // Its message would quote the secret.
      throw invalid();
    }
  }

  private static IllegalStateException invalid() {
    return new IllegalStateException(
        "the secret of operators' keys is not {\"<name>\":[\"<sha-256>\",\"<sha-256>\"]}");
  }

  /** Whose key it is. It takes as long for a wrong one as for a right one. */
  Optional<String> operatorOf(String key) {
    byte[] hash = sha256(key);
    Optional<String> found = Optional.empty();
    for (Entry entry : entries) {
      if (MessageDigest.isEqual(entry.hash(), hash)) {
        found = Optional.of(entry.operator());
      }
    }
    return found;
  }

  private static byte[] sha256(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
