package io.marcado.platform.table;

import io.marcado.platform.table.Write.Expression;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which items of one partition a query returns, in order of their sort keys.
 *
 * @param partition the partition
 * @param index the index that is asked, or null for the table itself
 * @param from lowest sort key, included; null for the first
 * @param to highest sort key, included; null for the last
 * @param after only items behind this position (ahead of it when descending); null for all
 * @param ascending order of the sort keys
 * @param consistent true for a read that sees every acknowledged write; the table only
 * @param filter left out after they were read and paid for; null for none
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
   * @param indexSort its sort key in the index that is asked; empty for the table itself
   */
  public record Position(ItemKey item, Optional<String> indexSort) {}

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

  /** Only items behind a position. */
  public Selection after(@Nullable Position position) {
    return new Selection(partition, index, from, to, position, ascending, consistent, filter);
  }

  /** From the highest sort key down. */
  public Selection descending() {
    return new Selection(partition, index, from, to, after, false, consistent, filter);
  }

  /** At half the price, and perhaps without the latest writes. */
  public Selection eventually() {
    return new Selection(partition, index, from, to, after, ascending, false, filter);
  }

  /** Only items for which this holds. */
  public Selection where(Expression condition) {
    return new Selection(partition, index, from, to, after, ascending, consistent, condition);
  }
}
