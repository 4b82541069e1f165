package io.marcado.domain.settings;

import io.marcado.domain.holidays.Holidays;
import io.marcado.domain.time.HolidayHours;
import io.marcado.domain.time.HolidayKind;
import io.marcado.domain.time.HolidayRules;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/**
 * Which holidays a business keeps, and how.
 *
 * @param country ISO 3166-1 alpha-2 code
 * @param region the part of an ISO 3166-2 code after the country; empty for the whole country
 * @param kinds which holidays count; never empty
 */
public record BusinessHolidays(
    String country, Optional<String> region, Set<HolidayKind> kinds, HolidayRules rules) {
  public BusinessHolidays {
    kinds = Set.copyOf(kinds);
  }

  /** True on a holiday of this business: one of its country or by hand, unless it says not. */
  public boolean includes(LocalDate date, Holidays table) {
    HolidayHours own = rules.days().get(date);
    return own == null
        ? table.on(country, region, kinds, date).isPresent()
        : own.rule() != HolidayHours.Rule.OPEN;
  }
}
