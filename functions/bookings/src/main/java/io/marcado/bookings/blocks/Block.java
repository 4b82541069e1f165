package io.marcado.bookings.blocks;

import io.marcado.bookings.ledger.BlockedTime;
import io.marcado.bookings.published.BlockImage;
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
 * @param agreed the same in local time as it was told; empty for one from before this was kept
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
    Optional<AgreedTime> agreed,
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
  public Block moved(
      BlockTime newTime,
      Interval newInterval,
      Optional<AgreedTime> newAgreed,
      String newTaking,
      Instant now) {
    return new Block(
        id,
        resourceIds,
        newTime,
        newInterval,
        newAgreed,
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
        agreed,
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
    Block next = moved(time, interval, agreed, taking, now);
    return new Block(
        id,
        resourceIds,
        time,
        interval,
        agreed,
        taking,
        Optional.empty(),
        isPrivate,
        alsoWhoMadeIt ? Optional.empty() : madeBy,
        ERASED,
        next.version(),
        createdAt,
        now);
  }

  /** The version after which there is none, of which nobody is to know why and by whom. */
  Block removed(Instant now) {
    return new Block(
        id,
        resourceIds,
        time,
        interval,
        agreed,
        taking,
        Optional.empty(),
        isPrivate,
        Optional.empty(),
        requestHash,
        version + 1,
        createdAt,
        now);
  }

  /** As other capabilities see it. */
  public BlockImage image() {
    Optional<BlockTime.Dates> dates =
        time instanceof BlockTime.Dates whole ? Optional.of(whole) : Optional.empty();
    return new BlockImage(
        id,
        resourceIds,
        dates.map(BlockTime.Dates::first).orElse(null),
        dates.map(BlockTime.Dates::last).orElse(null),
        interval.start(),
        interval.end(),
        isPrivate,
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
