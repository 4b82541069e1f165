package io.marcado.webhooks.ledger;

import io.marcado.domain.TenantId;
import io.marcado.platform.paging.Page;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TimeSort;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The events of businesses that have webhooks, each once, by time. It is one partition of a
 * business, and an entry is one item that nobody changes.
 */
@Singleton
public final class EventLedger {
  /** How long an event can be sent again. */
  public static final Duration KEPT = Duration.ofDays(30);

  private final Table table;

  public EventLedger(Table table) {
    this.table = table;
  }

  /** Keeps an event. The same one may come again. */
  public void record(TenantId tenant, RecordedEvent event) {
    // Refused when it is there: it can only be the same.
    table
        .of(tenant)
        .write(
            Write.create(
                key(tenant, event.place()),
                Item.builder()
                    .text("type", event.type())
                    .text("subject", event.subjectId())
                    .number("sequence", event.sequence())
                    .text("data", event.data())
                    .expiresAfter(event.place().at().plus(KEPT))
                    .build()))
        .refusal();
  }

  /** An event; empty when it is too old, or was before the first webhook. */
  public Optional<RecordedEvent> find(TenantId tenant, EventPlace place) {
    return table.of(tenant).get(key(tenant, place)).map(item -> event(place.sort(), item));
  }

  /**
   * A page of the events of a time, oldest first.
   *
   * @param from included
   * @param to excluded
   * @param subjectId only those of this booking, block or session; empty for all
   * @param after where the page begins, as the last one told; empty for the first
   */
  public Page<RecordedEvent> page(
      TenantId tenant,
      Instant from,
      Instant to,
      Optional<String> subjectId,
      Optional<String> after,
      int limit) {
    Selection selection =
        Selection.of(partition(tenant))
            .between(TimeSort.least(from), TimeSort.least(to))
            .after(after, sort -> EventPlace.parse(sort).map(place -> key(tenant, place)));
    return table
        .of(tenant)
        .query(
            subjectId.map(id -> selection.where(Condition.equal("subject", id))).orElse(selection),
            limit)
        .map(item -> event(item.text("sk"), item));
  }

  private static RecordedEvent event(String sort, Item item) {
    return new RecordedEvent(
        EventPlace.parse(sort).orElseThrow(),
        item.text("type"),
        item.text("subject"),
        item.number("sequence"),
        item.text("data"));
  }

  private static ItemKey key(TenantId tenant, EventPlace place) {
    return partition(tenant).item(place.sort());
  }

  private static PartitionKey partition(TenantId tenant) {
    return PartitionKey.of(tenant, "EVENTS");
  }
}
