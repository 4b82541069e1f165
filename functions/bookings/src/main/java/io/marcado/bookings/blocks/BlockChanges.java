package io.marcado.bookings.blocks;

import io.marcado.bookings.blocks.BlockItem.Stored;
import io.marcado.bookings.blocks.BookingsBeneath.Beneath;
import io.marcado.bookings.blocks.BookingsBeneath.New;
import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import io.marcado.platform.table.Table;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Makes, moves and removes blocks, each whole or not at all. The time of all rows is taken by plain
 * writes, one by one; then one write of the block's item lets it stand, or gives it up. Whatever
 * dies in between is given back by {@link BlockSettlement}, or finished by a repetition.
 */
@Singleton
public final class BlockChanges {
  private final BlockStore store;
  private final BlockTaking taking;
  private final BookingsBeneath beneath;

  BlockChanges(BlockStore store, BlockTaking taking, BookingsBeneath beneath) {
    this.store = store;
    this.taking = taking;
    this.beneath = beneath;
  }

  /** One with parts of its own, outside of a function. */
  public static BlockChanges of(Table table, Ids ids, InstantSource clock) {
    BlockTaking taking = BlockTaking.of(table, ids, clock);
    return new BlockChanges(new BlockStore(table), taking, taking.beneath());
  }

  /** The result of a change. */
  public sealed interface Change {
    /**
     * It was done.
     *
     * @param replayed true when another sending of the same request had begun it
     */
    record Done(Block block, boolean replayed) implements Change {}

    /** Upcoming bookings are beneath. Nothing was changed. */
    record Over(Beneath beneath) implements Change {}

    /** Something is there under this id. */
    record Present(Stored stored) implements Change {}

    /** It was given up, since it took too long, or others changed the block. */
    record Overtaken() implements Change {}
  }

  /**
   * Makes a block.
   *
   * @param keepsBookings true when bookings beneath it stand as they are
   */
  public Change make(TenantId tenant, Block block, boolean keepsBookings, Instant now) {
    New time = New.of(block.taken(), Optional.empty(), now);
    Optional<Change> over = overListed(tenant, time, keepsBookings, now);
    if (over.isPresent()) {
      return over.get();
    }
    return store
        .begin(tenant, block, now)
        // An earlier sending whose answer was lost is no other's.
        .filter(stored -> !stored.block().taking().equals(block.taking()))
        .<Change>map(Change.Present::new)
        .orElseGet(() -> finish(tenant, block, keepsBookings, false, now));
  }

  /**
   * Takes the time of a block that is wanted, and lets it stand. Several sendings may do so at
   * once.
   */
  Change finish(
      TenantId tenant, Block block, boolean keepsBookings, boolean replayed, Instant now) {
    New time = New.of(block.taken(), Optional.empty(), now);
    Optional<Beneath> found = taken(tenant, time, keepsBookings, now);
    if (found.isEmpty() && store.made(tenant, block)) {
      return new Change.Done(block, replayed);
    }
    store.giveUp(tenant, block.id(), block.taking());
    Optional<Stored> present = store.find(tenant, block.id());
    if (present.filter(stored -> stored.has(block.taking())).isPresent()) {
      // Another sending has made it, before a booking of this moment was seen.
      return new Change.Done(present.get().block(), true);
    }
    taking.giveBack(tenant, block.taken());
    return found.<Change>map(Change.Over::new).orElseGet(Change.Overtaken::new);
  }

  /**
   * Moves a block. Its new time is taken before the old one is given back.
   *
   * @param after the next version, with a time of its own
   * @param keepsBookings true when bookings beneath the time that is new stand as they are
   */
  public Change move(
      TenantId tenant, Block before, Block after, boolean keepsBookings, Instant now) {
    New time = New.of(after.taken(), Optional.of(before.taken()), now);
    Optional<Change> over = overListed(tenant, time, keepsBookings, now);
    if (over.isPresent()) {
      return over.get();
    }
    if (!store.beginMove(tenant, before, after.taken(), now)) {
      return new Change.Overtaken();
    }
    Optional<Beneath> found = taken(tenant, time, keepsBookings, now);
    if (found.isEmpty() && store.moved(tenant, before, after, now)) {
      taking.giveBack(tenant, before.taken());
      return new Change.Done(after, false);
    }
    store.giveUpMove(tenant, after.id(), after.taking());
    if (store.find(tenant, after.id()).filter(stored -> stored.has(after.taking())).isPresent()) {
      // The first sending of its last write, whose answer was lost, has done it.
      taking.giveBack(tenant, before.taken());
      return new Change.Done(after, false);
    }
    taking.giveBack(tenant, after.taken());
    return found.<Change>map(Change.Over::new).orElseGet(Change.Overtaken::new);
  }

  /**
   * Removes a block, and gives its time back.
   *
   * @return false when it is another version by now, or gone
   */
  public boolean remove(TenantId tenant, Block present, Instant now) {
    if (!store.remove(tenant, present, now)
        && store
            .find(tenant, present.id())
            .filter(left -> left.removed() && left.block().taking().equals(present.taking()))
            .isEmpty()) {
      return false;
    }
    taking.giveBack(tenant, present.taken());
    return true;
  }

  private Optional<Beneath> taken(TenantId tenant, New time, boolean keepsBookings, Instant now) {
    if (!keepsBookings) {
      return taking.takeFree(tenant, time, now);
    }
    taking.take(tenant, time.blocked());
    return Optional.empty();
  }

  /** Most such blocks are told so before they take any time. */
  private Optional<Change> overListed(
      TenantId tenant, New time, boolean keepsBookings, Instant now) {
    return keepsBookings
        ? Optional.empty()
        : beneath.listed(tenant, time, now).map(Change.Over::new);
  }
}
