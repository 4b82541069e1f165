package io.marcado.bookings.ledger;

import io.marcado.bookings.ledger.BlockedTime.Part;
import io.marcado.domain.TenantId;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Write;
import io.marcado.platform.table.Write.Expression;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Takes time of day rows for blocks, and gives it back: one plain update for each row. A cell gets
 * {@link DayRow#BLOCK} seats, so the condition of every booking refuses it, and what bookings have
 * taken of it before stays counted beside. Blocks add up.
 *
 * <p>A mark in the row says that it was done, so each may be repeated at any time. An update of a
 * row sees the row as it leaves it: after it, no booking can come, and those that came before it
 * are in the counters. So a block finds every booking that it meets without a condition on cells.
 */
@Singleton
public final class BlockedRows {
  private static final String MARK = "b";

  private final Table table;
  private final DayRows rows;

  public BlockedRows(Table table, DayRows rows) {
    this.table = table;
    this.rows = rows;
  }

  /**
   * Takes the time of one row, unless that is done.
   *
   * @return the row with it
   */
  public DayRow take(TenantId tenant, BlockedTime blocked, Part part) {
    String mark = MARK + blocked.id();
    Write.Update write =
        Write.update(
            DayRows.key(tenant, part.resourceId(), part.cells().day()),
            change(part, 1, " SET #mark = :one", mark),
            new Expression("attribute_not_exists(#mark)", Map.of("#mark", mark), Map.of()));
    Optional<Item> row =
        switch (table.of(tenant).write(write)) {
          case Outcome.Written(Item after) -> Optional.of(after);
          case Outcome.Refused refused -> refused.presentAt(0);
          case Outcome.Contended _ -> throw new TableUnavailableException();
        };
    return DayRow.of(part.resourceId(), part.cells().day(), row);
  }

  /** Gives the time of one row back, if it is taken. */
  public void giveBack(TenantId tenant, BlockedTime blocked, Part part) {
    String mark = MARK + blocked.id();
    Write.Update write =
        Write.update(
            DayRows.key(tenant, part.resourceId(), part.cells().day()),
            change(part, -1, " REMOVE #mark", mark),
            new Expression("attribute_exists(#mark)", Map.of("#mark", mark), Map.of()));
    if (table.of(tenant).write(write) instanceof Outcome.Contended) {
      throw new TableUnavailableException();
    }
  }

  /** Those of these parts whose rows have the mark now. */
  public List<Part> taken(TenantId tenant, BlockedTime blocked, List<Part> parts) {
    Map<ItemKey, Part> byKey = new HashMap<>();
    parts.forEach(
        part -> byKey.put(DayRows.key(tenant, part.resourceId(), part.cells().day()), part));
    Map<ItemKey, Item> found = table.of(tenant).get(List.copyOf(byKey.keySet()));
    return byKey.entrySet().stream()
        .filter(
            entry ->
                Optional.ofNullable(found.get(entry.getKey()))
                    .filter(row -> row.has(MARK + blocked.id()))
                    .isPresent())
        .map(Map.Entry::getValue)
        .toList();
  }

  /** The rows of these parts as they are now, strongly consistent. */
  public List<DayRow> read(TenantId tenant, List<Part> parts) {
    return rows.read(tenant, parts.stream().map(Part::place).toList());
  }

  private static Expression change(Part part, int blocks, String marking, String mark) {
    StringBuilder change = new StringBuilder("ADD ").append(DayRow.VERSION).append(" :one");
    for (int index = part.cells().from(); index < part.cells().to(); index++) {
      change.append(',').append(DayRow.attribute(index)).append(" :b");
    }
    return new Expression(
        change.append(marking).toString(),
        Map.of("#mark", mark),
        Map.of(
            ":one",
            AttributeValue.fromN("1"),
            ":b",
            AttributeValue.fromN(Integer.toString(blocks * DayRow.BLOCK))));
  }
}
