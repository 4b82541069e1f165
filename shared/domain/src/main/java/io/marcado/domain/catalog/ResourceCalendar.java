package io.marcado.domain.catalog;

import io.marcado.domain.time.HolidayRules;
import io.marcado.domain.time.Season;
import java.util.List;
import java.util.Optional;

/**
 * When a resource has other hours than its weekly ones, besides the overrides of single dates.
 *
 * @param seasons parts of the year with weekly hours of their own
 * @param holidays how it keeps the holidays of the business; empty when it does so as the business
 */
public record ResourceCalendar(List<Season> seasons, Optional<HolidayRules> holidays) {
  /** As the business. */
  public static final ResourceCalendar NONE = new ResourceCalendar(List.of(), Optional.empty());

  public ResourceCalendar {
    seasons = List.copyOf(seasons);
  }
}
