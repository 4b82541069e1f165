package io.marcado.operations.guard;

import io.marcado.domain.Ids;
import io.marcado.platform.paging.Page;
import io.marcado.platform.paging.PageRequest;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.TimeSort;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What operators did, and wrong keys: one item each, in the platform's own part of the table. There
 * are few, so one partition has all.
 */
@Singleton
public final class OperatorTrailStore {
  /** As long as the security events of a business. */
  static final Duration RETENTION = Duration.ofDays(400);

  private static final PartitionKey TRAIL = PartitionKey.platform("OPERATOR-TRAIL");

  private final Table table;
  private final Ids ids;

  public OperatorTrailStore(Table table, Ids ids) {
    this.table = table;
    this.ids = ids;
  }

  /**
   * One of them.
   *
   * @param operator the name of the key; empty for a wrong one
   * @param action the operation's id, or {@code Refused}
   * @param address IP address that it came from
   */
  public record Entry(
      Optional<String> operator,
      String action,
      String address,
      Instant at,
      Map<String, String> facts) {}

  public void add(Entry entry) {
    Item.Builder facts = Item.builder();
    new TreeMap<>(entry.facts()).forEach(facts::text);
    Write write =
        Write.create(
            TRAIL.item(TimeSort.of(entry.at(), ids.next())),
            Item.builder()
                .text("operator", entry.operator().orElse(null))
                .text("action", entry.action())
                .text("address", entry.address())
                .instant("at", entry.at())
                .item("facts", facts.build())
                .expiresAfter(entry.at().plus(RETENTION))
                .build());
    if (!(table.platform().write(write) instanceof Outcome.Written)) {
      throw new TableUnavailableException();
    }
  }

  /** Newest first. */
  Page<Entry> newest(PageRequest page) {
    Selection all =
        Selection.of(TRAIL)
            .descending()
            .after(page.position(), sort -> TimeSort.parse(sort).map(_ -> TRAIL.item(sort)));
    return table.platform().query(all, page.limit()).map(OperatorTrailStore::entry);
  }

  /**
   * All of one action since an instant, newest first.
   *
   * @param from not long ago, since all that happened from then on is read
   */
  public List<Entry> newestSince(Instant from, String action) {
    return table
        .platform()
        .queryAll(
            Selection.of(TRAIL)
                .between(TimeSort.least(from), TimeSort.most(from.plus(RETENTION)))
                .where(Condition.equal("action", action))
                .descending())
        .stream()
        .map(OperatorTrailStore::entry)
        .toList();
  }

  private static Entry entry(Item item) {
    Item kept = item.item("facts");
    Map<String, String> facts = new TreeMap<>();
    kept.attributes().keySet().forEach(name -> facts.put(name, kept.text(name)));
    return new Entry(
        item.optionalText("operator"),
        item.text("action"),
        item.text("address"),
        item.instant("at"),
        facts);
  }
}
