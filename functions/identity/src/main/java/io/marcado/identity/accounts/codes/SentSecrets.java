package io.marcado.identity.accounts.codes;

import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Write;
import io.marcado.platform.table.Write.Expression;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How the secrets that were sent to people are kept and compared. An item that waits for one has
 * {@code tries}, {@code expiresAt} in epoch milliseconds, and, once {@link SendCodesHandler} has
 * made the secret, {@code secretHash}.
 */
public final class SentSecrets {
  /** The attribute with the hash. */
  public static final String HASH = "secretHash";

  private SentSecrets() {}

  /**
   * The hash under which a secret is kept. It holds for one item of one tenant and one purpose
   * only. It need not be slow: a code is worthless after five tries or five minutes, and nobody
   * guesses a token of 80 bits.
   */
  static String hash(TenantId tenant, String purpose, String id, String secret) {
    return Ids.base32(Ids.sha256(List.of("code", tenant.value(), purpose, id, secret)));
  }

  /**
   * True when this is the secret. Takes as long for every wrong one, and for none to be had.
   *
   * @param kept the hash; empty when no secret was sent, which nothing answers
   */
  public static boolean matches(
      TenantId tenant, String purpose, String id, String secret, Optional<String> kept) {
    byte[] given = hash(tenant, purpose, id, secret).getBytes(StandardCharsets.US_ASCII);
    byte[] right = kept.orElse("").getBytes(StandardCharsets.US_ASCII);
    return MessageDigest.isEqual(right, given);
  }

  /**
   * Counts a try, before anything is compared. The count and its limit are one conditional write,
   * so however many guess at once, no more than {@link Message.Secret#mostTries} get to compare
   * anything. Refused when the item is not there, expired, or guessed at too often.
   */
  public static Write countTry(ItemKey key, String purpose, Message.Secret secret, Instant now) {
    return Write.update(
        key,
        Expression.of("ADD tries :one", Map.of(":one", number(1))),
        Expression.of(
            "tries < :most AND expiresAt > :now AND purpose = :purpose",
            Map.of(
                ":most", number(secret.mostTries()),
                ":now", number(now.toEpochMilli()),
                ":purpose", AttributeValue.fromS(purpose))));
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
