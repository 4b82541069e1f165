package io.marcado.webhooks.deliveries;

import io.marcado.domain.TenantId;
import io.marcado.platform.paging.Page;
import io.marcado.platform.paging.PageRequest;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import io.marcado.webhooks.ledger.EventLedger;
import io.marcado.webhooks.ledger.EventPlace;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Deliveries, each in one item below its webhook, by the time of its event. Only who has a {@link
 * Slots slot} for it writes one. That of a test needs none: nobody else knows of its event.
 */
@Singleton
final class DeliveryStore {
  private static final String PREFIX = "DELIVERY#";

  private final Table table;

  DeliveryStore(Table table) {
    this.table = table;
  }

  Optional<Delivery> find(TenantId tenant, String webhookId, EventPlace place) {
    return table
        .of(tenant)
        .get(key(tenant, webhookId, place))
        .map(item -> Delivery.fromItem(place, item));
  }

  /** Keeps what became of it, as long as its event. */
  void put(TenantId tenant, String webhookId, Delivery delivery) {
    table
        .of(tenant)
        .write(
            Write.put(
                key(tenant, webhookId, delivery.place()),
                delivery
                    .toItem()
                    .expiresAfter(delivery.place().at().plus(EventLedger.KEPT))
                    .build()))
        .refusal();
  }

  /** A page of the deliveries to a webhook, newest event first. */
  Page<Delivery> page(
      TenantId tenant, String webhookId, Optional<Delivery.State> state, PageRequest page) {
    Selection selection =
        Selection.of(partition(tenant, webhookId))
            .beginningWith(PREFIX)
            .descending()
            .after(
                page.position(), sort -> place(sort).map(place -> key(tenant, webhookId, place)));
    return table
        .of(tenant)
        .query(
            state.map(one -> selection.where(Condition.equal("state", one))).orElse(selection),
            page.limit())
        .map(item -> Delivery.fromItem(place(item.text("sk")).orElseThrow(), item));
  }

  private static Optional<EventPlace> place(String sort) {
    return sort.startsWith(PREFIX)
        ? EventPlace.parse(sort.substring(PREFIX.length()))
        : Optional.empty();
  }

  private static ItemKey key(TenantId tenant, String webhookId, EventPlace place) {
    return partition(tenant, webhookId).item(PREFIX + place.sort());
  }

  private static PartitionKey partition(TenantId tenant, String webhookId) {
    return PartitionKey.of(tenant, "WEBHOOK#" + webhookId);
  }
}
