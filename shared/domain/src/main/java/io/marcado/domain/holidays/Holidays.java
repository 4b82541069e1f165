package io.marcado.domain.holidays;

import io.marcado.domain.time.HolidayKind;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/** Says which dates are holidays. */
@FunctionalInterface
public interface Holidays {
  /** By the tables of countries; a country without one has none. */
  Holidays TABLES =
      (country, region, kinds, date) ->
          HolidayTable.of(country)
              .flatMap(table -> table.on(region, kinds, date))
              .map(Holiday::name);

  /**
   * The name of the holiday that a date is.
   *
   * @param country ISO 3166-1 alpha-2 code
   * @param region the part of an ISO 3166-2 code after the country, such as {@code SP}; empty for
   *     the holidays of the nation
   * @param kinds which holidays count
   * @return empty when it is none that we know of
   */
  Optional<String> on(
      String country, Optional<String> region, Set<HolidayKind> kinds, LocalDate date);
}
