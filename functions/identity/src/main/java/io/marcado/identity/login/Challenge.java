package io.marcado.identity.login;

import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;

/**
 * A question whose answer is the code that was sent to somebody's phone.
 *
 * @param id 130 random bits
 * @param credentialsId the password that was right when the code was asked for
 * @param codeHash what the code must hash to, see {@link #hash}
 */
public record Challenge(
    TenantId tenant,
    String id,
    Purpose purpose,
    String userId,
    String credentialsId,
    String codeHash) {
  /** How long a code is good. */
  public static final Duration LIFETIME = Duration.ofMinutes(5);

  /** How often a code may be guessed. */
  public static final int MOST_TRIES = 5;

  /** What a code is for; one that was sent for something else does not count. */
  public enum Purpose {
    LOGIN
  }

  /** True when this is the code. Takes as long for every wrong one. */
  boolean isAnsweredBy(String code) {
    return MessageDigest.isEqual(
        codeHash.getBytes(StandardCharsets.US_ASCII),
        hash(tenant, id, purpose, code).getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * The hash under which a code is kept. It holds for one challenge of one tenant and one purpose
   * only. It need not be slow: the code is worthless after five minutes.
   */
  static String hash(TenantId tenant, String id, Purpose purpose, String code) {
    return Ids.base32(Ids.sha256(List.of("code", tenant.value(), purpose.name(), id, code)));
  }

  /** Hides the hash. */
  @Override
  public String toString() {
    return "Challenge of " + userId;
  }
}
