package io.marcado.identity.accounts.totp;

import io.marcado.domain.TenantId;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Write;
import io.marcado.platform.table.Write.Expression;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The authenticator app of a person, set up or about to be.
 *
 * @param id changes whenever one is set up
 * @param sealed the secret, see {@link Sealer}
 * @param expiresAt until when it may be confirmed; empty once a code of the app came back, and from
 *     then on codes are asked for
 * @param lastStep the latest step whose code was used; codes up to it are no longer good
 * @param recovery hashes of the recovery codes that are left
 */
public record Totp(
    String id, String sealed, Optional<Instant> expiresAt, long lastStep, Set<String> recovery) {

  public Totp {
    recovery = Set.copyOf(recovery);
  }

  /** Where it is kept. */
  public static ItemKey key(TenantId tenant, String userId) {
    return PersonAccess.partition(tenant, userId).item("TOTP");
  }

  /** True when codes are asked for. */
  public boolean isOn() {
    return expiresAt.isEmpty();
  }

  /** The app of a person among items that were read, when codes are asked for. */
  public static Optional<Totp> on(Map<ItemKey, Item> items, TenantId tenant, String userId) {
    return Optional.ofNullable(items.get(key(tenant, userId)))
        .map(Totp::fromItem)
        .filter(Totp::isOn);
  }

  /** Holds while no codes are asked for. */
  public static Write checkOff(TenantId tenant, String userId) {
    return Write.check(
        key(tenant, userId),
        Expression.of("attribute_not_exists(pk) OR attribute_exists(expiresAt)"));
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
