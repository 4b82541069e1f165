package io.marcado.bookings.blocks;

import io.marcado.bookings.ledger.BlockedTime;
import io.marcado.domain.BlockId;
import io.marcado.domain.PersonId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.Interval;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Time of resources that nobody can book.
 *
 * @param time as people told it
 * @param interval the moments that it takes, and every five minutes that they touch
 * @param taking the id of its time in day rows, see {@link BlockedTime}
 * @param reason may be about somebody
 * @param isPrivate true when the reason is not for colleagues
 * @param madeBy somebody of the team; empty for an API key, and once the person is erased
 */
public record Block(
    BlockId id,
    List<ResourceId> resourceIds,
    BlockTime time,
    Interval interval,
    String taking,
    Optional<String> reason,
    boolean isPrivate,
    Optional<PersonId> madeBy,
    String requestHash,
    long version,
    Instant createdAt,
    Instant updatedAt) {
  /** In the place of a hash, in which texts might be found by trying. */
  private static final String ERASED = "erased";

  public Block {
    resourceIds = List.copyOf(resourceIds);
  }

  /** What it takes in day rows. */
  public BlockedTime taken() {
    return new BlockedTime(taking, resourceIds, CellRange.covering(interval));
  }

  /** The next version, at another time. */
  public Block moved(BlockTime newTime, Interval newInterval, String newTaking, Instant now) {
    return new Block(
        id,
        resourceIds,
        newTime,
        newInterval,
        newTaking,
        reason,
        isPrivate,
        madeBy,
        requestHash,
        version + 1,
        createdAt,
        now);
  }

  /** The same version, told in other words. */
  Block saying(Optional<String> newReason, boolean newPrivate) {
    return new Block(
        id,
        resourceIds,
        time,
        interval,
        taking,
        newReason,
        newPrivate,
        madeBy,
        requestHash,
        version,
        createdAt,
        updatedAt);
  }

  /** The next version, without the texts that people wrote. */
  Block erased(boolean alsoWhoMadeIt, Instant now) {
    Block next = moved(time, interval, taking, now);
    return new Block(
        id,
        resourceIds,
        time,
        interval,
        taking,
        Optional.empty(),
        isPrivate,
        alsoWhoMadeIt ? Optional.empty() : madeBy,
        ERASED,
        next.version(),
        createdAt,
        now);
  }

  /** The same version, of which nobody is to know why and by whom. */
  Block forgetting(String hash) {
    return new Block(
        id,
        resourceIds,
        time,
        interval,
        taking,
        Optional.empty(),
        isPrivate,
        Optional.empty(),
        hash,
        version,
        createdAt,
        updatedAt);
  }

  /** Hides the reason. */
  @Override
  public String toString() {
    return "Block " + id;
  }
}
