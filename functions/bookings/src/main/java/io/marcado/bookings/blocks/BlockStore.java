package io.marcado.bookings.blocks;

import static io.marcado.bookings.blocks.BlockItem.REMOVED;
import static io.marcado.bookings.blocks.BlockItem.STANDING;
import static io.marcado.bookings.blocks.BlockItem.VERSION;
import static io.marcado.bookings.blocks.BlockItem.WANTED;

import io.marcado.bookings.blocks.BlockItem.Stored;
import io.marcado.bookings.blocks.TakenForBlocks.Entry;
import io.marcado.bookings.ledger.BlockedTime;
import io.marcado.domain.BlockId;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.Interval;
import io.marcado.platform.paging.Page;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Index;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Update;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The items of blocks. One item decides what becomes of each time that is taken for a block: the
 * block's own. A time is wanted, then stands, then has left, or has left at once, and never comes
 * back, since each change is conditional on the state before it.
 */
@Singleton
public final class BlockStore {
  /** Longer than any function lives. */
  static final Duration PATIENCE = Duration.ofMinutes(2);

  /** As long as a key of a request is remembered. */
  private static final Duration REMEMBERED = Duration.ofDays(7);

  private static final Condition STANDS =
      Condition.present(STANDING).and(Condition.absent(REMOVED));
  private static final Pattern POSITION =
      Pattern.compile("(\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d+)?Z)#([a-z2-7]{16})");

  private final Table table;

  public BlockStore(Table table) {
    this.table = table;
  }

  /** A block as it is stored, strongly consistent. */
  Optional<Stored> find(TenantId tenant, BlockId id) {
    return table.of(tenant).get(BlockItem.key(tenant, id)).map(BlockItem::stored);
  }

  /**
   * Begins to make a block.
   *
   * @return what is there already; empty when it was begun
   */
  Optional<Stored> begin(TenantId tenant, Block block, Instant now) {
    return table
        .platformAnd(tenant)
        .transact(
            List.of(
                Write.create(BlockItem.key(tenant, block.id()), BlockItem.toNewItem(block)),
                note(tenant, block.id(), block.taken(), false, now)))
        .refusal()
        .map(refused -> refused.presentAt(0).map(BlockItem::stored).orElseThrow());
  }

  /**
   * Lets a new block stand, whose time is all taken.
   *
   * @return false when its making was given up
   */
  boolean made(TenantId tenant, Block block) {
    return applied(
        Write.put(
            BlockItem.key(tenant, block.id()),
            BlockItem.toItem(tenant, block),
            Condition.equal(WANTED, block.taking())),
        tenant,
        stored -> stored.stands() && stored.block().taking().equals(block.taking()));
  }

  /** Gives up a new block, unless it stands. */
  void giveUp(TenantId tenant, BlockId id, String wanted) {
    var unused =
        applied(
            Write.delete(
                BlockItem.key(tenant, id),
                Condition.equal(WANTED, wanted).and(Condition.absent(STANDING))),
            tenant,
            _ -> false);
  }

  /**
   * Begins to move a block. A move that is under way gives up for this one.
   *
   * @return false when the block is another version by now, or gone
   */
  boolean beginMove(TenantId tenant, Block present, BlockedTime wanted, Instant now) {
    return table
        .platformAnd(tenant)
        .transact(
            List.of(
                Write.update(
                    BlockItem.key(tenant, present.id()),
                    new Update().set(WANTED, wanted.id()),
                    STANDS.and(Condition.equal(VERSION, present.version()))),
                note(tenant, present.id(), wanted, false, now)))
        .written();
  }

  /**
   * Lets a block stand at its new time, which is all taken; its old one leaves.
   *
   * @return false when the move was given up
   */
  boolean moved(TenantId tenant, Block before, Block after, Instant now) {
    Outcome outcome =
        table
            .platformAnd(tenant)
            .transact(
                List.of(
                    Write.put(
                        BlockItem.key(tenant, after.id()),
                        BlockItem.toItem(tenant, after),
                        STANDS
                            .and(Condition.equal(VERSION, before.version()))
                            .and(Condition.equal(WANTED, after.taking()))),
                    note(tenant, before.id(), before.taken(), true, now)));
    return outcome.written();
  }

  /** Gives up a time for which a block was to move, unless it stands there. */
  void giveUpMove(TenantId tenant, BlockId id, String wanted) {
    var unused =
        applied(
            Write.update(
                BlockItem.key(tenant, id),
                new Update().remove(WANTED),
                Condition.equal(WANTED, wanted).and(Condition.present(STANDING))),
            tenant,
            _ -> false);
  }

  /**
   * Says other things of a block, which keeps its time.
   *
   * @return false when it is another version by now, or gone
   */
  boolean changed(TenantId tenant, Block before, Block after) {
    return table
        .of(tenant)
        .write(
            Write.put(
                BlockItem.key(tenant, after.id()),
                BlockItem.toItem(tenant, after),
                STANDS.and(Condition.equal(VERSION, before.version()))))
        .written();
  }

  /**
   * Removes a block; its time leaves.
   *
   * @return false when it is another version by now, or gone
   */
  boolean remove(TenantId tenant, Block present, Instant now) {
    return table
        .platformAnd(tenant)
        .transact(
            List.of(
                Write.put(
                    BlockItem.key(tenant, present.id()),
                    BlockItem.toRemovedItem(present, now, now.plus(REMEMBERED)),
                    STANDS.and(Condition.equal(VERSION, present.version()))),
                note(tenant, present.id(), present.taken(), true, now)))
        .written();
  }

  /** A page of the blocks that end after an instant, by end. */
  Page<Block> page(
      TenantId tenant,
      Instant after,
      Optional<Condition> filter,
      int limit,
      Optional<String> position) {
    Selection all = ending(tenant, after);
    Selection filtered = filter.map(all::where).orElse(all);
    return table
        .of(tenant)
        .query(
            filtered.after(
                position,
                place ->
                    Optional.of(POSITION.matcher(place))
                        .filter(Matcher::matches)
                        .map(form -> BlockItem.key(tenant, new BlockId(form.group(2))))),
            limit)
        .map(item -> BlockItem.stored(item).block());
  }

  /** The blocks that have time within an interval, by end. */
  public List<Block> within(TenantId tenant, Interval interval) {
    return table
        .of(tenant)
        .queryAll(
            ending(tenant, interval.start())
                .where(Condition.less("start", interval.end().toString())))
        .stream()
        .map(item -> BlockItem.stored(item).block())
        .toList();
  }

  /** How many blocks end after an instant. */
  int count(TenantId tenant, Instant after) {
    return table.of(tenant).queryAll(ending(tenant, after)).size();
  }

  // A position is a whole second with more behind it; "~" comes after all that end right then.
  private static Selection ending(TenantId tenant, Instant after) {
    return Selection.of(Index.GSI1, BlockItem.all(tenant))
        .between(after.truncatedTo(ChronoUnit.SECONDS) + "~", "9");
  }

  private static Write note(
      TenantId tenant, BlockId id, BlockedTime blocked, boolean leaves, Instant now) {
    return TakenForBlocks.ALL.note(new Entry(now.plus(PATIENCE), now, tenant, id, blocked, leaves));
  }

  /** One write of one item, which may meet its own effect after its answer was lost. */
  private boolean applied(Write write, TenantId tenant, Predicate<Stored> isEffect) {
    return switch (table.of(tenant).write(write)) {
      case Outcome.Written _ -> true;
      case Outcome.Refused refused ->
          refused.presentAt(0).map(BlockItem::stored).filter(isEffect).isPresent();
      case Outcome.Contended _ -> throw new TableUnavailableException();
    };
  }
}
