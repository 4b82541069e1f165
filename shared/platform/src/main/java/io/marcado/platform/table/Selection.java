package io.marcado.platform.table;

import io.marcado.platform.paging.ForeignPositionException;
import io.marcado.platform.table.Write.Expression;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which items of one partition a query returns, in order of their sort keys.
 *
 * @param partition the partition
 * @param index the index to query, or null for the table itself
 * @param from lowest sort key, included; null for the first
 * @param to highest sort key, included; null for the last
 * @param after only items behind this position (ahead of it when descending); null for all
 * @param ascending order of the sort keys
 * @param consistent true for a read that sees every acknowledged write; the table only
 * @param filter drops items after the read, which we pay for; null for no filter
 */
public record Selection(
    PartitionKey partition,
    @Nullable Index index,
    @Nullable String from,
    @Nullable String to,
    @Nullable Position after,
    boolean ascending,
    boolean consistent,
    @Nullable Expression filter) {

  /**
   * A position in the order of a query.
   *
   * @param item primary key of the item there
   * @param sort its sort key in the queried index or table
   */
  record Position(ItemKey item, String sort) {}

  /** All items of a partition of the table. */
  public static Selection of(PartitionKey partition) {
    return new Selection(partition, null, null, null, null, true, true, null);
  }

  /** All items of a partition of an index. */
  public static Selection of(Index index, PartitionKey partition) {
    return new Selection(partition, index, null, null, null, true, false, null);
  }

  /** Only items whose sort key begins so. */
  public Selection beginningWith(String prefix) {
    return between(prefix, prefix + '\uffff');
  }

  /** Only items whose sort key lies between these, both included. */
  public Selection between(String least, String most) {
    return new Selection(partition, index, least, most, after, ascending, consistent, filter);
  }

  /**
   * Only items after the cursor of an earlier page. Call it after the bounds are set.
   *
   * @param position the cursor; empty for the first page
   * @param itemAt finds the item with this sort key; empty when the text is no sort key of the list
   * @throws ForeignPositionException when the position does not belong to this selection
   */
  public Selection after(Optional<String> position, Function<String, Optional<ItemKey>> itemAt) {
    if (position.isEmpty()) {
      return this;
    }
    String sort = position.get();
    boolean within =
        (from == null || sort.compareTo(from) >= 0) && (to == null || sort.compareTo(to) <= 0);
    return behind(
        sort, itemAt.apply(sort).filter(_ -> within).orElseThrow(ForeignPositionException::new));
  }

  /** Only items after this one, which has this sort key in the order of the query. */
  public Selection behind(String sort, ItemKey item) {
    Position position = new Position(item, sort);
    return new Selection(partition, index, from, to, position, ascending, consistent, filter);
  }

  /** From the highest sort key down. */
  public Selection descending() {
    return new Selection(partition, index, from, to, after, false, consistent, filter);
  }

  /** Eventually consistent: at half the price, and perhaps without the latest writes. */
  public Selection eventually() {
    return new Selection(partition, index, from, to, after, ascending, false, filter);
  }

  /** Only items for which this holds. */
  public Selection where(Condition condition) {
    return where(condition.expression());
  }

  /** Only items for which this holds. */
  public Selection where(Expression condition) {
    return new Selection(partition, index, from, to, after, ascending, consistent, condition);
  }
}
