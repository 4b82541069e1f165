package io.marcado.identity.login;

import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import io.marcado.identity.login.Challenge.Purpose;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Write;
import io.marcado.platform.table.Write.Expression;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Keeps open challenges and counts the tries on them. */
@Singleton
public final class ChallengeStore {
  private final Table table;
  private final Ids ids;

  public ChallengeStore(Table table, Ids ids) {
    this.table = table;
    this.ids = ids;
  }

  /** Opens a challenge. */
  Challenge open(
      TenantId tenant,
      Purpose purpose,
      String userId,
      String credentialsId,
      String code,
      Instant now) {
    String id = ids.nextLong();
    Challenge challenge =
        new Challenge(
            tenant, id, purpose, userId, credentialsId, Challenge.hash(tenant, id, purpose, code));
    Instant expiresAt = now.plus(Challenge.LIFETIME);
    Item item =
        Item.builder()
            .text("purpose", purpose.name())
            .text("userId", userId)
            .text("credentialsId", credentialsId)
            .text("codeHash", challenge.codeHash())
            .number("tries", 0)
            .number("expiresAt", expiresAt.toEpochMilli())
            .expiresAfter(expiresAt)
            .build();
    return switch (table.of(tenant).write(Write.create(key(tenant, id), item))) {
      case Outcome.Written _ -> challenge;
      case Outcome.Refused _, Outcome.Contended _ -> throw new TableUnavailableException();
    };
  }

  /**
   * Counts a try, and hands out what it is to be compared with. The count and its limit are one
   * conditional write, so however many guess at once, no more than {@value Challenge#MOST_TRIES}
   * get to compare anything.
   *
   * @return empty when the challenge is unknown, expired, for another purpose or used up
   */
  Optional<Challenge> countTry(TenantId tenant, Purpose purpose, String id, Instant now) {
    Write count =
        Write.update(
            key(tenant, id),
            Expression.of("ADD tries :one", Map.of(":one", number(1))),
            Expression.of(
                "tries < :most AND expiresAt > :now AND purpose = :purpose",
                Map.of(
                    ":most", number(Challenge.MOST_TRIES),
                    ":now", number(now.toEpochMilli()),
                    ":purpose", AttributeValue.fromS(purpose.name()))));
    return switch (table.of(tenant).write(count)) {
      // Before a snapshot, every write seems to succeed and there is nothing behind it.
      case Outcome.Written(Item item) when !item.has("codeHash") -> Optional.empty();
      case Outcome.Written(Item item) ->
          Optional.of(
              new Challenge(
                  tenant,
                  id,
                  purpose,
                  item.text("userId"),
                  item.text("credentialsId"),
                  item.text("codeHash")));
      case Outcome.Refused _ -> Optional.empty();
      case Outcome.Contended _ -> throw new TableUnavailableException();
    };
  }

  /** The write that uses a challenge up; refused when it was used already. */
  static Write use(Challenge challenge) {
    return Write.delete(key(challenge.tenant(), challenge.id()), Expression.PRESENT);
  }

  private static ItemKey key(TenantId tenant, String id) {
    return ItemKey.of(tenant, "CHALLENGE#" + id, "CHALLENGE");
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
