package io.marcado.platform.audit;

import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import io.marcado.platform.audit.SecurityEvent.Type;
import io.marcado.platform.table.Index;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.TimeSort;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;

/**
 * How security events are kept: by month, in the order in which they happened. An event is written
 * in the transaction of what it tells of, so that neither is there without the other.
 */
@Singleton
public final class SecurityEvents {
  /** How long an event is kept: a year, and a month to look back on it. */
  public static final Duration RETENTION = Duration.ofDays(400);

  private final Ids ids;

  public SecurityEvents(Ids ids) {
    this.ids = ids;
  }

  /** The write that records an event; never refused. */
  public Write record(TenantId tenant, SecurityEvent event) {
    String sort = TimeSort.of(event.at(), ids.next());
    return Write.create(
        month(tenant, YearMonth.from(event.at().atOffset(ZoneOffset.UTC))).item(sort),
        item(tenant, event, sort));
  }

  /** The partition of one month, UTC. */
  public static PartitionKey month(TenantId tenant, YearMonth month) {
    return PartitionKey.of(tenant, "AUDIT#" + month);
  }

  /** The partition of GSI1 that lists what was done to one person or API key, by time. */
  public static PartitionKey about(TenantId tenant, String subjectId) {
    return PartitionKey.of(tenant, "AUDIT-ABOUT#" + subjectId);
  }

  private static Item item(TenantId tenant, SecurityEvent event, String sort) {
    Item.Builder facts = Item.builder();
    new TreeMap<>(event.facts()).forEach(facts::text);
    Item.Builder item = Item.builder();
    event.subjectId().ifPresent(subject -> item.indexed(Index.GSI1, about(tenant, subject), sort));
    return item.text("type", event.type().text())
        .text("actorId", event.actorId().orElse(null))
        .text("subjectId", event.subjectId().orElse(null))
        .text("address", event.address())
        .instant("at", event.at())
        .item("facts", facts.build())
        .expiresAfter(event.at().plus(RETENTION))
        .build();
  }

  /** An event as it was recorded. */
  public static SecurityEvent fromItem(Item item) {
    Map<String, String> facts = new TreeMap<>();
    item.optionalItem("facts")
        .ifPresent(
            kept -> kept.attributes().keySet().forEach(name -> facts.put(name, kept.text(name))));
    return new SecurityEvent(
        Type.of(item.text("type")),
        item.optionalText("actorId"),
        item.optionalText("subjectId"),
        item.text("address"),
        item.instant("at"),
        facts);
  }
}
