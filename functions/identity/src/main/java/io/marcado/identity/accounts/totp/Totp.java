package io.marcado.identity.accounts.totp;

import io.marcado.domain.PersonId;
import io.marcado.domain.TenantId;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Write;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The authenticator app of a person, set up or about to be.
 *
 * @param id changes with every setup
 * @param sealed the secret, see {@link Sealer}
 * @param expiresAt until when a first code may confirm it; empty once it is on
 * @param lastStep the latest step whose code was used; codes up to it are no longer good
 * @param recovery hashes of the recovery codes that are left
 */
public record Totp(
    String id, String sealed, Optional<Instant> expiresAt, long lastStep, Set<String> recovery) {

  /** Holds for no app, and for one that is not confirmed. */
  static final Condition NOT_ON = Condition.ITEM_ABSENT.or(Condition.present("expiresAt"));

  public Totp {
    recovery = Set.copyOf(recovery);
  }

  /** The key of its item. */
  public static ItemKey key(TenantId tenant, PersonId personId) {
    return PersonAccess.partition(tenant, personId).item("TOTP");
  }

  /** True once a first code has confirmed it: from then on logins ask for its codes. */
  public boolean isOn() {
    return expiresAt.isEmpty();
  }

  /** The app of a person among items that were read, when it is on. */
  public static Optional<Totp> on(Map<ItemKey, Item> items, TenantId tenant, PersonId personId) {
    return Optional.ofNullable(items.get(key(tenant, personId)))
        .map(Totp::fromItem)
        .filter(Totp::isOn);
  }

  /** Holds while the app is not on. */
  public static Write checkOff(TenantId tenant, PersonId personId) {
    return Write.check(key(tenant, personId), NOT_ON);
  }

  Item toItem() {
    Item.Builder item =
        Item.builder().text("id", id).text("sealed", sealed).number("lastStep", lastStep);
    if (!recovery.isEmpty()) {
      item.value("recovery", AttributeValue.fromSs(recovery.stream().sorted().toList()));
    }
    expiresAt.ifPresent(
        end -> item.number("expiresAt", end.toEpochMilli()).number("tries", 0).expiresAfter(end));
    return item.build();
  }

  public static Totp fromItem(Item item) {
    return new Totp(
        item.text("id"),
        item.text("sealed"),
        item.optionalNumber("expiresAt").map(Instant::ofEpochMilli),
        item.number("lastStep"),
        Optional.ofNullable(item.attributes().get("recovery"))
            .map(codes -> Set.copyOf(codes.ss()))
            .orElse(Set.of()));
  }

  /** Hides the secret. */
  @Override
  public String toString() {
    return "Totp " + id;
  }
}
