package io.marcado.domain.time;

import io.marcado.domain.Bounds;
import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A part of the year with weekly hours of its own. It may hold bad values from a request; {@link
 * #faults} lists their faults.
 *
 * @param from the first day
 * @param to the last day; before {@code from} when the season runs over the new year
 * @param year the year in which its first day lies; empty for a season of every year
 * @param hours instead of all other weekly hours
 */
public record Season(MonthDay from, MonthDay to, OptionalInt year, WeeklyHours hours) {
  /** Most seasons. */
  public static final int MAXIMUM = 20;

  /** Most windows of all seasons together: what their item has room for. */
  public static final int MAXIMUM_WINDOWS = 300;

  private static final int LEAP_YEAR = 2024;

  /** True on its dates. */
  public boolean includes(LocalDate date) {
    MonthDay day = MonthDay.from(date);
    if (!from.isAfter(to)) {
      return !day.isBefore(from) && !day.isAfter(to) && isIn(date.getYear());
    }
    return !day.isBefore(from)
        ? isIn(date.getYear())
        : !day.isAfter(to) && isIn(date.getYear() - 1);
  }

  private boolean isIn(int begins) {
    return year.isEmpty() || year.getAsInt() == begins;
  }

  /**
   * The season of a date. One of a single year goes before those of every year.
   *
   * @param seasons without faults
   */
  public static Optional<Season> on(LocalDate date, List<Season> seasons) {
    Optional<Season> yearly = Optional.empty();
    for (Season season : seasons) {
      if (season.includes(date)) {
        if (season.year().isPresent()) {
          return Optional.of(season);
        }
        yearly = Optional.of(season);
      }
    }
    return yearly;
  }

  /** Everything that is wrong with some seasons, as pointers below {@code path}. */
  public static List<Fault> faults(List<@Nullable Season> seasons, String path) {
    List<Fault> faults = new ArrayList<>();
    Bounds.atMost(faults, path, seasons, MAXIMUM);
    if (!faults.isEmpty()) {
      return faults;
    }
    int windows = 0;
    for (int i = 0; i < seasons.size(); i++) {
      Season season = seasons.get(i);
      if (season == null) {
        continue;
      }
      String at = path + "/" + i;
      windows += season.hours().entries().size();
      faults.addAll(season.hours().faults(at + "/hours"));
      Bounds.clashing(seasons, i, season::overlaps)
          .ifPresent(
              other -> faults.add(new Fault(at, FaultCode.CONFLICT, "overlaps season " + other)));
    }
    Bounds.atMost(faults, path, windows, MAXIMUM_WINDOWS, "windows together");
    return faults;
  }

  /** True when neither of two seasons of a kind goes before the other on some date. */
  private boolean overlaps(Season other) {
    if (year.isPresent() != other.year.isPresent()) {
      return false;
    }
    int first = year.orElse(LEAP_YEAR);
    return includes(other.from.atYear(other.year.orElse(LEAP_YEAR)))
        || other.includes(from.atYear(first));
  }
}
