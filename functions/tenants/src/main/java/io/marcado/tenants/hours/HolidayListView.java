package io.marcado.tenants.hours;

import io.marcado.domain.catalog.OpenWindows;
import io.marcado.domain.holidays.Holiday;
import io.marcado.domain.holidays.HolidayTable;
import io.marcado.domain.holidays.Holidays;
import io.marcado.domain.settings.BusinessHolidays;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.DailyWindow;
import io.marcado.platform.schedule.Hours;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The holidays of some dates, and what a business does on them.
 *
 * @param country null when the business names none and none is known of its locale
 * @param knownFromYear the first year of the country's table; null without a table
 * @param knownUntilYear the last one
 */
public record HolidayListView(
    @Nullable String country,
    @Nullable String region,
    List<String> regions,
    LocalDate from,
    LocalDate to,
    @Nullable Integer knownFromYear,
    @Nullable Integer knownUntilYear,
    List<ItemView> items) {
  /** What decides the hours of a date. */
  public enum DecidedBy {
    /** The rule of all holidays. */
    RULE,
    /** What the business says of this day. */
    DAY,
    /** A special date. */
    SPECIAL_DATE,
    /** A closed date. */
    CLOSED_DATE,
    /** Nothing: it is a date like others. */
    NOTHING
  }

  /**
   * A holiday, or a day that the business treats as one.
   *
   * @param name null when no table has it
   * @param kind null when no table has it
   * @param windows none when closed
   */
  public record ItemView(
      LocalDate date,
      @Nullable String name,
      @Nullable String englishName,
      @Nullable String kind,
      @Nullable String certainty,
      DecidedBy decidedBy,
      boolean closed,
      List<Hours.WindowView> windows) {}

  /**
   * The list for a business.
   *
   * @param shown the country and region whose holidays are listed
   */
  public static HolidayListView of(
      OrganizationSettings settings,
      Optional<BusinessHolidays> shown,
      LocalDate from,
      LocalDate to) {
    Optional<HolidayTable> table = shown.flatMap(of -> HolidayTable.of(of.country()));
    OpenWindows hours = new OpenWindows(settings);
    List<ItemView> items = new ArrayList<>();
    for (LocalDate date = from; !date.isAfter(to); date = date.plusDays(1)) {
      LocalDate day = date;
      List<Holiday> holidays =
          table
              .map(known -> known.all(shown.flatMap(BusinessHolidays::region), day))
              .orElse(List.of());
      boolean own =
          settings
              .calendar()
              .holidays()
              .map(kept -> kept.rules().days().containsKey(day))
              .orElse(false);
      if (holidays.isEmpty() && own) {
        items.add(item(settings, hours, day, Optional.empty()));
      }
      holidays.forEach(holiday -> items.add(item(settings, hours, day, Optional.of(holiday))));
    }
    return new HolidayListView(
        shown.map(BusinessHolidays::country).orElse(null),
        shown.flatMap(BusinessHolidays::region).orElse(null),
        table.map(HolidayTable::regions).orElse(List.of()),
        from,
        to,
        table.map(HolidayTable::firstYear).orElse(null),
        table.map(HolidayTable::lastYear).orElse(null),
        items);
  }

  private static ItemView item(
      OrganizationSettings settings, OpenWindows hours, LocalDate date, Optional<Holiday> holiday) {
    List<DailyWindow> windows = hours.ofBusiness(date);
    return new ItemView(
        date,
        holiday.map(Holiday::name).orElse(null),
        holiday.map(Holiday::englishName).orElse(null),
        holiday.map(one -> one.kind().name()).orElse(null),
        holiday.map(one -> one.certainty().name()).orElse(null),
        decidedBy(settings, date),
        windows.isEmpty(),
        Hours.view(windows));
  }

  /** As {@link OpenWindows} does. */
  private static DecidedBy decidedBy(OrganizationSettings settings, LocalDate date) {
    if (settings.closedDates().contains(date)) {
      return DecidedBy.CLOSED_DATE;
    }
    if (settings.calendar().specialDates().stream().anyMatch(special -> special.includes(date))) {
      return DecidedBy.SPECIAL_DATE;
    }
    Optional<BusinessHolidays> kept = settings.calendar().holidays();
    if (kept.isPresent() && kept.get().rules().days().containsKey(date)) {
      return DecidedBy.DAY;
    }
    return kept.isPresent() && kept.get().includes(date, Holidays.TABLES)
        ? DecidedBy.RULE
        : DecidedBy.NOTHING;
  }
}
