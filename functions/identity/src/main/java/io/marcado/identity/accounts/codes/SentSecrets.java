package io.marcado.identity.accounts.codes;

import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import io.marcado.identity.published.deliveries.AccountMessage;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.TableView;
import io.marcado.platform.table.Update;
import io.marcado.platform.table.Write;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Stores hashes of the secrets that went to people, and compares. An item that waits for an answer
 * has {@code tries}, {@code expiresAt} in epoch milliseconds, and, once {@link Deliveries} has made
 * the secret, {@code secretHash}.
 */
public final class SentSecrets {
  /** The attribute with the hash. */
  public static final String HASH = "secretHash";

  private SentSecrets() {}

  /**
   * The hash of a secret. It is valid for one item of one tenant and one purpose. A fast hash is
   * enough: a code is worthless after five tries or five minutes, and nobody guesses a token of 80
   * bits.
   */
  static String hash(TenantId tenant, String purpose, String id, String secret) {
    return Ids.base32(Ids.sha256(List.of("code", tenant.value(), purpose, id, secret)));
  }

  /**
   * True when this is the secret. It takes the same time for every wrong secret, and for a missing
   * one.
   *
   * @param kept the hash; empty when no secret went out: then every answer is wrong
   */
  public static boolean matches(
      TenantId tenant, String purpose, String id, String secret, Optional<String> kept) {
    byte[] given = hash(tenant, purpose, id, secret).getBytes(StandardCharsets.US_ASCII);
    byte[] right = kept.orElse("").getBytes(StandardCharsets.US_ASCII);
    return MessageDigest.isEqual(right, given);
  }

  /**
   * Counts a try and returns the item to compare with. Count and limit are one conditional write,
   * so even with parallel guesses at most {@link #mostTries} get to compare.
   *
   * @return empty when the item is missing, expired, out of tries, or for another purpose
   */
  public static Optional<Item> countTry(
      TableView table, ItemKey key, String purpose, AccountMessage.Secret secret, Instant now) {
    Write count =
        Write.update(
            key,
            new Update().add("tries", 1),
            Condition.less("tries", mostTries(secret))
                .and(Condition.greater("expiresAt", now.toEpochMilli()))
                .and(Condition.equal("purpose", purpose)));
    return switch (table.write(count)) {
      // Before a snapshot, every write seems to succeed and there may be nothing behind it.
      case Outcome.Written(Item item) -> Optional.of(item).filter(found -> found.has("purpose"));
      case Outcome.Refused _ -> Optional.empty();
      case Outcome.Contended _ -> throw new TableUnavailableException();
    };
  }

  /** How many tries an item still allows. */
  public static int attemptsLeft(Item item, AccountMessage.Secret secret) {
    return mostTries(secret) - Math.toIntExact(item.number("tries"));
  }

  /** Most tries for a secret. */
  static int mostTries(AccountMessage.Secret secret) {
    return switch (secret) {
      case CODE -> Challenge.MOST_TRIES;
      case TOKEN -> LongToken.MOST_TRIES;
      case NONE -> 0;
    };
  }
}
