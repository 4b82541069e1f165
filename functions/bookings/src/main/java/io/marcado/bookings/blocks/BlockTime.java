package io.marcado.bookings.blocks;

import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.domain.Result;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalTimeline;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** The time of a block, as people told it. */
public sealed interface BlockTime {

  /** Where it begins, as people told it. */
  BlockMoment from();

  /** Where it ends: its last date, or the moment after it. */
  BlockMoment to();

  /**
   * The time between two moments of one kind.
   *
   * @return a fault of {@code to} when they are of two kinds, or none lies between them
   */
  static Result<BlockTime, Fault> between(BlockMoment from, BlockMoment to) {
    if (from instanceof BlockMoment.OfDate(LocalDate first)
        && to instanceof BlockMoment.OfDate(LocalDate last)) {
      return last.isBefore(first)
          ? Result.refused(new Fault("/to", FaultCode.CONFLICT, "must not be before from"))
          : Result.done(new Dates(first, last));
    }
    if (from instanceof BlockMoment.At(Instant start)
        && to instanceof BlockMoment.At(Instant end)) {
      return start.isBefore(end)
          ? Result.done(new Moments(new Interval(start, end)))
          : Result.refused(new Fault("/to", FaultCode.CONFLICT, "must be after from"));
    }
    return Result.refused(
        new Fault(
            "/to",
            FaultCode.CONFLICT,
            "must be a date where from is one, and a date and time where from is"));
  }

  /**
   * Its moments.
   *
   * @param timeline local time of the business
   * @return empty when nothing of it is left: of a date that the zone left out when it crossed the
   *     date line
   */
  Optional<Interval> in(LocalTimeline timeline);

  /**
   * Whole local dates of the business, both included. What moments they are follows from the rules
   * of the zone.
   *
   * @param last not before {@code first}
   */
  record Dates(LocalDate first, LocalDate last) implements BlockTime {
    @Override
    public BlockMoment from() {
      return new BlockMoment.OfDate(first);
    }

    @Override
    public BlockMoment to() {
      return new BlockMoment.OfDate(last);
    }

    @Override
    public Optional<Interval> in(LocalTimeline timeline) {
      return timeline.startOf(first).isBefore(timeline.startOf(last.plusDays(1)))
          ? Optional.of(timeline.days(first, last))
          : Optional.empty();
    }
  }

  /** From one moment to another one. */
  record Moments(Interval interval) implements BlockTime {
    @Override
    public BlockMoment from() {
      return new BlockMoment.At(interval.start());
    }

    @Override
    public BlockMoment to() {
      return new BlockMoment.At(interval.end());
    }

    @Override
    public Optional<Interval> in(LocalTimeline timeline) {
      return Optional.of(interval);
    }
  }
}
