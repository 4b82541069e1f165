package io.marcado.messaging.accounts;

import io.marcado.domain.Channel;
import io.marcado.domain.TenantId;
import io.marcado.identity.published.deliveries.AccountDeliveries;
import io.marcado.identity.published.deliveries.AccountDelivery;
import io.marcado.identity.published.deliveries.AccountMessage;
import io.marcado.identity.published.deliveries.Target;
import io.marcado.platform.table.ItemKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Deliveries in memory. The secret of an item is another one each time it is made ready. */
final class FakeAccountDeliveries implements AccountDeliveries {
  private final Map<ItemKey, Waiting> waiting = new LinkedHashMap<>();
  private int items;
  private int made;

  private record Waiting(
      AccountMessage message, Channel channel, Target to, boolean withProof, boolean counted) {}

  /** Lets an item wait for a message for which anybody may ask. */
  ItemKey wait(TenantId tenant, AccountMessage message, Channel channel, Target to) {
    return wait(tenant, message, channel, to, false);
  }

  /** Lets an item wait for a message, asked for with or without proof of where it goes. */
  ItemKey wait(
      TenantId tenant, AccountMessage message, Channel channel, Target to, boolean withProof) {
    ItemKey item = ItemKey.of(tenant, "WAITING#" + items++, "WAITING");
    waiting.put(item, new Waiting(message, channel, to, withProof, false));
    return item;
  }

  /** The secret that was made last. */
  String secret() {
    return "%06d".formatted(made);
  }

  boolean waits(ItemKey item) {
    return waiting.containsKey(item);
  }

  @Override
  public Optional<AccountDelivery> prepare(TenantId tenant, ItemKey item, Instant now) {
    return Optional.ofNullable(waiting.get(item))
        .map(
            one ->
                new AccountDelivery(
                    tenant,
                    item,
                    one.message(),
                    one.channel(),
                    one.to(),
                    Optional.empty(),
                    "id",
                    secret(one.message()),
                    one.withProof(),
                    one.counted()));
  }

  @Override
  public void counted(AccountDelivery delivery) {
    waiting.computeIfPresent(
        delivery.item(),
        (_, one) -> new Waiting(one.message(), one.channel(), one.to(), one.withProof(), true));
  }

  private Optional<String> secret(AccountMessage message) {
    if (message.secret() == AccountMessage.Secret.NONE) {
      return Optional.empty();
    }
    made++;
    return Optional.of(secret());
  }

  @Override
  public void settled(AccountDelivery delivery) {
    waiting.remove(delivery.item());
  }
}
