package io.marcado.identity.accounts.codes;

import io.marcado.domain.TenantId;
import io.marcado.identity.accounts.codes.Challenge.Purpose;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** Stores open challenges and counts their tries. */
@Singleton
public final class ChallengeStore {
  private final Table table;

  public ChallengeStore(Table table) {
    this.table = table;
  }

  /**
   * Counts a try and returns the challenge to compare with. Even with parallel requests it does so
   * at most as often as the challenge allows tries.
   *
   * @return empty when the challenge is unknown, expired, out of tries, or for another purpose
   */
  public Optional<Challenge> countTry(TenantId tenant, Purpose purpose, String id, Instant now) {
    Write count =
        SentSecrets.countTry(key(tenant, id), purpose.name(), purpose.message().secret(), now);
    return switch (table.of(tenant).write(count)) {
      // Before a snapshot, every write seems to succeed and there may be nothing behind it.
      case Outcome.Written(Item item) when !item.has("purpose") -> Optional.empty();
      case Outcome.Written(Item item) -> Optional.of(Challenge.fromItem(tenant, id, item));
      case Outcome.Refused _ -> Optional.empty();
      case Outcome.Contended _ -> throw new TableUnavailableException();
    };
  }

  static Write create(Challenge challenge, Optional<Delivery> delivery) {
    Item.Builder item = challenge.item();
    delivery.ifPresent(sent -> item.item(Delivery.ATTRIBUTE, sent.toItem()));
    return Write.create(key(challenge.tenant(), challenge.id()), item.build());
  }

  /** The write that marks a challenge as used; refused when it was already used. */
  public static Write use(Challenge challenge) {
    return Write.delete(key(challenge.tenant(), challenge.id()), Condition.ITEM_PRESENT);
  }

  static ItemKey key(TenantId tenant, String id) {
    return ItemKey.of(tenant, "CHALLENGE#" + id, "CHALLENGE");
  }
}
