package io.marcado.domain.settings;

import io.marcado.domain.Fault;
import io.marcado.domain.time.Season;
import io.marcado.domain.time.SpecialDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When a business has other hours than those of the week.
 *
 * @param seasons parts of the year with weekly hours of their own
 * @param specialDates dates with hours of their own, or closed
 * @param holidays empty when holidays are days like others
 */
public record BusinessCalendar(
    List<Season> seasons, List<SpecialDate> specialDates, Optional<BusinessHolidays> holidays) {
  /** The hours of the week, all year. */
  public static final BusinessCalendar NONE =
      new BusinessCalendar(List.of(), List.of(), Optional.empty());

  public BusinessCalendar {
    seasons = List.copyOf(seasons);
    specialDates = List.copyOf(specialDates);
  }

  /** Everything that is wrong with it; empty when it may be stored. */
  List<Fault> faults() {
    List<Fault> faults = new ArrayList<>(Season.faults(seasons, "/seasons"));
    faults.addAll(SpecialDate.faults(specialDates, "/specialDates"));
    holidays.ifPresent(kept -> faults.addAll(kept.rules().faults("/holidays")));
    return faults;
  }
}
