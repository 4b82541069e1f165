package io.marcado.bookings.blocks;

import io.marcado.bookings.blocks.BookingsBeneath.Beneath;
import io.marcado.bookings.blocks.BookingsBeneath.New;
import io.marcado.bookings.ledger.BlockedRows;
import io.marcado.bookings.ledger.BlockedTime;
import io.marcado.bookings.ledger.BlockedTime.Part;
import io.marcado.bookings.ledger.DayRow;
import io.marcado.bookings.ledger.DayRows;
import io.marcado.bookings.ledger.RowNotes;
import io.marcado.bookings.scheduling.Parallel;
import io.marcado.bookings.store.BookingIndex;
import io.marcado.bookings.store.BookingStore;
import io.marcado.bookings.store.ClassSessionStore;
import io.marcado.bookings.store.KeptTimes;
import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import io.marcado.platform.table.Table;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Takes the time of blocks in all day rows, some rows at a time, and gives it back. */
@Singleton
final class BlockTaking {
  private static final int AT_ONCE = 32;

  /** As many as one batch of reads has. */
  private static final int IN_A_READ = 100;

  private final BlockedRows rows;
  private final BookingsBeneath beneath;

  BlockTaking(BlockedRows rows, BookingsBeneath beneath) {
    this.rows = rows;
    this.beneath = beneath;
  }

  /** One with parts of its own, outside of a function. */
  static BlockTaking of(Table table, Ids ids, InstantSource clock) {
    RowNotes notes = new RowNotes(table, clock);
    BlockedRows rows = new BlockedRows(table, new DayRows(table, notes));
    return new BlockTaking(
        rows,
        new BookingsBeneath(
            new BookingIndex(table),
            new KeptTimes(table),
            BookingStore.of(table, ids, clock),
            ClassSessionStore.of(table, ids, clock),
            rows,
            notes));
  }

  BookingsBeneath beneath() {
    return beneath;
  }

  /** Takes all time of a block. Repeated, it goes on where it was. */
  void take(TenantId tenant, BlockedTime blocked) {
    var unused = take(tenant, blocked, _ -> true);
  }

  /**
   * The same where no booking may be beneath.
   *
   * @param time what it takes anew
   * @return what it found; then some of the time may be taken, and is to be given back
   */
  Optional<Beneath> takeFree(TenantId tenant, New time, Instant now) {
    List<Beneath> found = new ArrayList<>();
    var unused =
        take(
            tenant,
            time.blocked(),
            some -> {
              beneath.in(tenant, time, some, now).ifPresent(found::add);
              return found.isEmpty();
            });
    return found.stream().findFirst();
  }

  private boolean take(TenantId tenant, BlockedTime blocked, Predicate<Collection<DayRow>> goesOn) {
    return inTurns(blocked.parts(), AT_ONCE)
        .allMatch(
            some ->
                goesOn.test(Parallel.ask(some, part -> rows.take(tenant, blocked, part)).values()));
  }

  /** Gives all time of a block back. Call it only for one that has left. */
  void giveBack(TenantId tenant, BlockedTime blocked) {
    giveBack(tenant, blocked, blocked.parts());
  }

  /**
   * The same for what is taken, which is read before: where usually nothing is.
   *
   * @return true when some was
   */
  boolean giveBackLeft(TenantId tenant, BlockedTime blocked) {
    List<Part> taken =
        inTurns(blocked.parts(), IN_A_READ)
            .flatMap(some -> rows.taken(tenant, blocked, some).stream())
            .toList();
    giveBack(tenant, blocked, taken);
    return !taken.isEmpty();
  }

  private void giveBack(TenantId tenant, BlockedTime blocked, List<Part> parts) {
    inTurns(parts, AT_ONCE)
        .forEach(
            some -> {
              var unused =
                  Parallel.ask(
                      some,
                      part -> {
                        rows.giveBack(tenant, blocked, part);
                        return part;
                      });
            });
  }

  private static Stream<List<Part>> inTurns(List<Part> parts, int size) {
    return IntStream.range(0, Math.ceilDiv(parts.size(), size))
        .mapToObj(turn -> parts.subList(turn * size, Math.min(parts.size(), (turn + 1) * size)));
  }
}
