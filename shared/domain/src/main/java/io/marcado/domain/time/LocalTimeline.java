package io.marcado.domain.time;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Local time of one zone laid on the line of instants. All zone arithmetic happens here, by the
 * rules of {@link Zone}: everything else counts elapsed minutes.
 *
 * <p>A local time that does not exist (clocks went forward over it) moves forward by the length of
 * the gap; one that exists twice (clocks went back) is the earlier of the two.
 */
public record LocalTimeline(Zone zone) {
  private static final Duration ONE_DAY = Duration.ofDays(1);
  private static final DateTimeFormatter WITH_OFFSET =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

  /**
   * Local time as somebody asked in it: of this zone when it has that offset at that moment, or
   * when somebody asked in UTC, as programs do wherever they are; otherwise of the offset itself,
   * which tells no rules of a zone.
   */
  public LocalTimeline as(OffsetDateTime asked) {
    ZoneOffset offset = asked.getOffset();
    return offset.equals(ZoneOffset.UTC) || zone.rules().getOffset(asked.toInstant()).equals(offset)
        ? this
        : new LocalTimeline(new Zone(offset.getId(), zone.release(), offset.getRules()));
  }

  /**
   * Local time of some dates, both included. When the clocks do not change on any of them, it is
   * the time of one offset, for which nothing has to be looked up.
   *
   * @param last not before {@code first}
   */
  public LocalTimeline during(LocalDate first, LocalDate last) {
    Interval days = days(first, last);
    // A change at the very start may leave out times of the first date, and one at the very end
    // says when the last date ends.
    ZoneOffsetTransition change = zone.rules().nextTransition(days.start().minusNanos(1));
    return change == null || change.getInstant().isAfter(days.end())
        ? new LocalTimeline(
            new Zone(zone.id(), zone.release(), zone.rules().getOffset(days.start()).getRules()))
        : this;
  }

  /** When the clocks of the zone show this date and time. */
  public Instant at(LocalDateTime local) {
    // In a gap and in an overlap the rules give the offset before it, which is exactly this rule.
    return local.toInstant(zone.rules().getOffset(local));
  }

  /**
   * When the clocks of the zone show this minute of a date.
   *
   * @param minuteOfDay 0 to 1440; 1440 is midnight at the end of the date
   */
  public Instant at(LocalDate date, int minuteOfDay) {
    return at(date.atStartOfDay().plusMinutes(minuteOfDay));
  }

  /** The interval of a window on a date; empty when daylight saving leaves nothing of it. */
  public Optional<Interval> on(LocalDate date, DailyWindow window) {
    Instant opens = at(date, window.opens());
    Instant closes = at(date, window.closes());
    return opens.isBefore(closes) ? Optional.of(new Interval(opens, closes)) : Optional.empty();
  }

  /**
   * From when clocks first show one time until they last come to another: what they show twice is
   * in it both times. A time that they go over is the moment at which they do. Empty when they go
   * over all of it.
   */
  public Optional<Interval> shown(LocalDateTime from, LocalDateTime to) {
    Instant start =
        turn(from)
            .filter(ZoneOffsetTransition::isGap)
            .map(ZoneOffsetTransition::getInstant)
            .orElseGet(() -> at(from));
    Instant end =
        turn(to)
            .map(
                change ->
                    change.isGap() ? change.getInstant() : to.toInstant(change.getOffsetAfter()))
            .orElseGet(() -> at(to));
    return start.isBefore(end) ? Optional.of(new Interval(start, end)) : Optional.empty();
  }

  /** The change of clocks in which they show this time twice, or never. */
  private Optional<ZoneOffsetTransition> turn(LocalDateTime local) {
    return Optional.ofNullable(zone.rules().getTransition(local));
  }

  /** The first moment of a date; not always midnight. */
  public Instant startOf(LocalDate date) {
    LocalDateTime midnight = date.atStartOfDay();
    ZoneOffsetTransition change = zone.rules().getTransition(midnight);
    return change != null && change.isGap() ? change.getInstant() : at(midnight);
  }

  /**
   * A whole local day: 23, 24 or 25 hours, rarely another length.
   *
   * @throws IllegalArgumentException for a date that the zone left out when it crossed the date
   *     line
   */
  public Interval day(LocalDate date) {
    return new Interval(startOf(date), startOf(date.plusDays(1)));
  }

  /**
   * The time from the beginning of one local date to the end of another.
   *
   * @param last not before {@code first}
   */
  public Interval days(LocalDate first, LocalDate last) {
    return new Interval(startOf(first), startOf(last.plusDays(1)));
  }

  /**
   * The time of so many minutes from a start on. Multiples of 1440 are days of the calendar, at
   * whose end clocks show what they showed at the start: three days from Friday at ten end on
   * Monday at ten, whatever the clocks did meanwhile. Everything else is elapsed time.
   *
   * @param minutes one or more
   */
  public Interval lasting(Instant start, int minutes) {
    return isDays(minutes)
        ? new Interval(start, after(start, minutes / Cells.MINUTES_OF_DAY))
        : Interval.ofMinutes(start, minutes);
  }

  /** How many minutes an interval is {@linkplain #lasting lasting}: whole days, if it can be. */
  public int minutes(Interval interval) {
    long days = ChronoUnit.DAYS.between(dateOf(interval.start()), dateOf(interval.end()));
    return days > 0 && after(interval.start(), days).equals(interval.end())
        ? Math.toIntExact(days * Cells.MINUTES_OF_DAY)
        : Math.toIntExact(interval.minutes());
  }

  private Instant after(Instant start, long days) {
    return at(localOf(start).plusDays(days));
  }

  private static boolean isDays(int minutes) {
    return minutes % Cells.MINUTES_OF_DAY == 0;
  }

  /** Starts at which what lasts so many minutes takes as many cells. */
  public record Alike(CellRange starts, int cells) {}

  /**
   * The starts of a range, parted by how many cells the same minutes take from there: they differ
   * where clocks change on the way.
   *
   * @param minutes a multiple of five
   */
  public List<Alike> alike(CellRange starts, int minutes) {
    if (!isDays(minutes) || !changesWithin(starts, minutes)) {
      return List.of(new Alike(starts, minutes / Cells.MINUTES));
    }
    List<Alike> all = new ArrayList<>();
    long first = starts.first();
    int cells = cells(first, minutes);
    for (long cell = first + 1; cell < starts.end(); cell++) {
      int here = cells(cell, minutes);
      if (here != cells) {
        all.add(new Alike(new CellRange(first, cell), cells));
        first = cell;
        cells = here;
      }
    }
    all.add(new Alike(new CellRange(first, starts.end()), cells));
    return all;
  }

  private boolean changesWithin(CellRange starts, int minutes) {
    ZoneOffsetTransition change =
        zone.rules().nextTransition(Cells.start(starts.first()).minus(ONE_DAY));
    return change != null
        && change
            .getInstant()
            .isBefore(Cells.start(starts.end()).plusSeconds(60L * minutes).plus(ONE_DAY));
  }

  private int cells(long start, int minutes) {
    return Math.toIntExact(CellRange.covering(lasting(Cells.start(start), minutes)).count());
  }

  /** The gap over which the clocks go forward, if they never show this date and time. */
  public Optional<Gap> gap(LocalDateTime local) {
    return Optional.ofNullable(zone.rules().getTransition(local))
        .filter(ZoneOffsetTransition::isGap)
        .map(change -> new Gap(change.getDateTimeBefore(), change.getDateTimeAfter()));
  }

  /**
   * The same for a time with the offset that the zone has before or after the gap: who writes that
   * means the clocks of the zone. Any other offset, and UTC, in which programs write, tells a
   * moment.
   */
  public Optional<Gap> gap(OffsetDateTime told) {
    ZoneOffsetTransition change = zone.rules().getTransition(told.toLocalDateTime());
    ZoneOffset offset = told.getOffset();
    return change == null
            || offset.equals(ZoneOffset.UTC)
            || !(offset.equals(change.getOffsetBefore()) || offset.equals(change.getOffsetAfter()))
        ? Optional.empty()
        : gap(told.toLocalDateTime());
  }

  /**
   * Local times that do not exist.
   *
   * @param from the first of them
   * @param until the first that exists again
   */
  public record Gap(LocalDateTime from, LocalDateTime until) {
    /** The fault of such a time, in words. */
    public String detail() {
      return "does not exist in the business's time zone: its clocks go forward from %s to %s"
          .formatted(CLOCK.format(from), CLOCK.format(until));
    }
  }

  /** The date that calendars of the zone show at this moment. */
  public LocalDate dateOf(Instant instant) {
    return localOf(instant).toLocalDate();
  }

  /** The date and time that clocks of the zone show at this moment. */
  public LocalDateTime localOf(Instant instant) {
    return instant.atOffset(zone.rules().getOffset(instant)).toLocalDateTime();
  }

  /**
   * The offset of the clocks during an interval, if they keep it until its end and show neither its
   * start nor its end at another moment too. So local time tells both without more.
   */
  public Optional<ZoneOffset> offsetDuring(Interval interval) {
    ZoneOffsetTransition next = zone.rules().nextTransition(interval.start());
    return next != null && !next.getInstant().isAfter(interval.end())
            || !tells(interval.start())
            || !tells(interval.end())
        ? Optional.empty()
        : Optional.of(zone.rules().getOffset(interval.start()));
  }

  private boolean tells(Instant instant) {
    return at(localOf(instant)).equals(instant);
  }

  /**
   * The offset of the clocks at this moment, if they show its date and time twice: without it
   * nobody knows which of the two is meant. Empty for every other moment.
   */
  public Optional<ZoneOffset> offsetIfTwice(Instant instant) {
    return zone.rules().getValidOffsets(localOf(instant)).size() > 1
        ? Optional.of(zone.rules().getOffset(instant))
        : Optional.empty();
  }

  /**
   * ISO 8601 with the zone's offset and without fractions, as in 2026-11-23T09:00:00-03:00. The
   * offset is in digits even for UTC, since some calendars for browsers ignore a Z.
   */
  public String format(Instant instant) {
    return WITH_OFFSET.format(instant.atOffset(zone.rules().getOffset(instant)));
  }
}
