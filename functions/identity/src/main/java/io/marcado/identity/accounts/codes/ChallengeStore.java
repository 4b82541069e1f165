package io.marcado.identity.accounts.codes;

import io.marcado.domain.TenantId;
import io.marcado.identity.accounts.codes.Challenge.Purpose;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Update;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
    return SentSecrets.countTry(
            table.of(tenant), key(tenant, id), purpose.name(), purpose.message().secret(), now)
        .map(item -> Challenge.fromItem(tenant, id, item));
  }

  /** True while neither the challenge nor a newer one for the same purpose and contact was used. */
  public boolean isOpen(Challenge challenge) {
    ItemKey own = key(challenge.tenant(), challenge.id());
    ItemKey last = lastUsed(challenge, challenge.sentTo().orElse(""));
    Map<ItemKey, Item> items = table.of(challenge.tenant()).get(List.of(own, last));
    return items.containsKey(own)
        && Optional.ofNullable(items.get(last))
            .filter(newer -> newer.number("expiresAt") > challenge.expiresAt().toEpochMilli())
            .isEmpty();
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

  /**
   * The write that ends the older codes for the same purpose and contact; refused when the code of
   * a newer challenge was already used.
   */
  static Write endOlder(Challenge challenge, String sentTo) {
    long expiresAt = challenge.expiresAt().toEpochMilli();
    return Write.update(
        lastUsed(challenge, sentTo),
        new Update().set("expiresAt", expiresAt).set("ttl", challenge.expiresAt().getEpochSecond()),
        Condition.absent("expiresAt").or(Condition.less("expiresAt", expiresAt + 1)));
  }

  private static ItemKey lastUsed(Challenge challenge, String sentTo) {
    return ItemKey.of(
        challenge.tenant(), "CODES#" + challenge.purpose() + "#" + sentTo, "LAST_USED");
  }

  static ItemKey key(TenantId tenant, String id) {
    return ItemKey.of(tenant, "CHALLENGE#" + id, "CHALLENGE");
  }
}
