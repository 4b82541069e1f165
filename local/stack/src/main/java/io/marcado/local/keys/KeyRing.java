package io.marcado.local.keys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.marcado.local.storage.Documents;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The keys of a local stack: the one that signs, and those that did not long ago and still verify,
 * so that a rotation ends no session.
 */
public final class KeyRing {
  /**
   * As long as a token of a key may be in use after the key was replaced: 15 minutes and a little.
   */
  public static final Duration VERIFIES_FOR = Duration.ofMinutes(20);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SIGNING = "signing-key";
  private static final String RETIRED = "retired-";

  private final Documents documents;

  private record Retired(String jwks, String at) {}

  /**
   * @param documents {@code signing-key} and, for each key that was replaced, one document more
   */
  public KeyRing(Documents documents) {
    this.documents = documents;
  }

  /** The key that signs, made at the first time. */
  public SigningKeys signing() {
    return documents
        .get(SIGNING)
        .map(SigningKeys::parse)
        .orElseGet(
            () -> {
              SigningKeys fresh = SigningKeys.generate();
              documents.put(SIGNING, fresh.privateJwk());
              return fresh;
            });
  }

  /** All keys that verify now, the one that signs first. Those whose time is over are forgotten. */
  public VerificationKeys verifying(Instant now) {
    VerificationKeys all = new VerificationKeys("{\"keys\":[]}");
    for (Map.Entry<String, String> document : documents.all().entrySet()) {
      if (document.getKey().startsWith(RETIRED)) {
        Retired retired = read(document.getValue());
        if (Instant.parse(retired.at()).plus(VERIFIES_FOR).isAfter(now)) {
          all = all.with(new VerificationKeys(retired.jwks()));
        } else {
          documents.delete(document.getKey());
        }
      }
    }
    return all.with(signing());
  }

  /** Makes a new key that signs from the next start on; the present one goes on verifying. */
  public SigningKeys rotate(Instant now) {
    SigningKeys old = signing();
    SigningKeys fresh = SigningKeys.generate();
    // First what verifies, so that a kill in between loses no session either.
    documents.put(RETIRED + old.keyId(), write(new Retired(old.publicJwks(), now.toString())));
    documents.put(SIGNING, fresh.privateJwk());
    return fresh;
  }

  private static Retired read(String text) {
    try {
      return JSON.readValue(text, Retired.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A kept key is not readable", e);
    }
  }

  private static String write(Retired retired) {
    try {
      return JSON.writeValueAsString(retired);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
