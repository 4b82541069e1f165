package io.marcado.domain.catalog;

import io.marcado.domain.ResourceId;
import io.marcado.domain.holidays.Holidays;
import io.marcado.domain.settings.BusinessCalendar;
import io.marcado.domain.settings.BusinessHolidays;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.CellSet;
import io.marcado.domain.time.Cells;
import io.marcado.domain.time.DailyWindow;
import io.marcado.domain.time.DayOverride;
import io.marcado.domain.time.HolidayHours;
import io.marcado.domain.time.HolidayRules;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.Season;
import io.marcado.domain.time.SpecialDate;
import io.marcado.domain.time.WeeklyHours;
import io.marcado.domain.time.WindowBooking;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * When a resource is open. On each local date of the business the first of these applies:
 *
 * <ol>
 *   <li>the resource's own override of that date;
 *   <li>a special or a closed date of the business;
 *   <li>on a holiday of the business, the resource's rule of holidays, or else the business's;
 *   <li>the resource's season, then its weekly hours;
 *   <li>the business's season, then its weekly hours.
 * </ol>
 *
 * A window belongs to the date on which it opens. What the next date has neither cuts it nor
 * replaces it: windows of two dates may overlap, and it is open in both.
 */
public final class OpenWindows {
  /** What says when a resource is open on a date. */
  public enum Source {
    /** The resource's own override of that date. */
    OVERRIDE,
    /** A closed date of the business. */
    CLOSED_DATE,
    /** A special date of the business. */
    SPECIAL_DATE,
    /** A rule of a holiday, its own or the business's. */
    HOLIDAY,
    /** The hours of a season, its own or the business's. */
    SEASON,
    /** The hours of the week, its own or the business's. */
    WEEK
  }

  private static final BookableResource PLAIN =
      new BookableResource(
          new ResourceId("plain"),
          "",
          ResourceKind.SPACE,
          BookableResource.MINIMUM_CAPACITY,
          Optional.empty(),
          Map.of(),
          true);

  private final LocalTimeline timeline;
  private final WeeklyHours businessHours;
  private final Set<LocalDate> closedDates;
  private final BusinessCalendar calendar;
  private final NavigableMap<LocalDate, SpecialDate> specialDates;
  private final Holidays holidays;
  private final boolean restricted;

  /** By the tables of holidays. */
  public OpenWindows(OrganizationSettings settings) {
    this(settings, Holidays.TABLES);
  }

  public OpenWindows(OrganizationSettings settings, Holidays holidays) {
    timeline = settings.timeline();
    businessHours = settings.businessHours();
    closedDates = new HashSet<>(settings.closedDates());
    calendar = settings.calendar();
    specialDates = new TreeMap<>();
    calendar.specialDates().forEach(special -> specialDates.put(special.from(), special));
    this.holidays = holidays;
    restricted =
        isRestricted(businessHours)
            || calendar.specialDates().stream()
                .anyMatch(special -> isRestricted(special.day().windows()))
            || areRestricted(calendar.seasons(), calendar.holidays().map(BusinessHolidays::rules));
  }

  /**
   * The windows that overlap the range, whole and unmerged, by local date.
   *
   * @param reach those in which nobody may book who reaches only so far are left out
   */
  public List<OpenWindow> of(BookableResource resource, CellRange range, WindowBooking reach) {
    List<OpenWindow> windows = new ArrayList<>();
    // A window can reach beyond its own date, by what it says or when daylight saving moves its
    // closing time.
    LocalDate first = timeline.dateOf(Cells.start(range.first())).minusDays(1);
    LocalDate last = timeline.dateOf(Cells.start(range.end())).plusDays(1);
    LocalTimeline local = timeline.during(first, last);
    for (LocalDate date = first; !date.isAfter(last); date = date.plusDays(1)) {
      for (DailyWindow window : on(date, resource)) {
        long opens = Cells.notBefore(local.at(date, window.opens()));
        long closes = Cells.containing(local.at(date, window.closes()));
        if (opens < closes
            && opens < range.end()
            && range.first() < closes
            && window.booking().isReachedBy(reach)) {
          windows.add(
              new OpenWindow(
                  new CellRange(opens, closes), lastStart(local, date, window), window.booking()));
        }
      }
    }
    return windows;
  }

  private static OptionalLong lastStart(LocalTimeline local, LocalDate date, DailyWindow window) {
    return window.lastStart().isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(Cells.containing(local.at(date, window.lastStart().getAsInt())));
  }

  /**
   * The cells of a range in which a booking of some length may start. It lies in windows from start
   * to end; touching windows are one stretch. Where a window has a last start, it only has to start
   * in the window, by then, and may end later.
   *
   * @param cells how long, 1 or more
   * @param windows all that overlap the time that such bookings take
   */
  public static CellSet starts(CellRange range, int cells, List<OpenWindow> windows) {
    CellSet open = CellSet.none(new CellRange(range.first(), range.end() + cells - 1));
    boolean plain = true;
    for (OpenWindow window : windows) {
      open.add(window.cells().first(), window.cells().end());
      plain &= window.lastStart().isEmpty();
    }
    open.keepRuns(cells);
    CellSet starts = open.moved(0, range);
    if (!plain) {
      CellSet anyTime = CellSet.none(range);
      CellSet inTime = CellSet.none(range);
      for (OpenWindow window : windows) {
        CellRange own = window.cells();
        if (window.lastStart().isEmpty()) {
          anyTime.add(own.first(), own.end());
        } else {
          inTime.add(own.first(), Math.min(window.lastStart().getAsLong() + 1, own.end()));
        }
      }
      starts.and(anyTime);
      starts.or(inTime);
    }
    return starts;
  }

  /**
   * The cells of a range in which a booking of a day or more may start. It starts in a window, by
   * its last start if it has one, and ends in a window, or as one opens or closes. The time between
   * does not matter: nobody closes a hired boat at night.
   *
   * @param cells how long
   * @param windows all that overlap, or touch, the time that such bookings take
   */
  public static CellSet startsOfDays(CellRange range, int cells, List<OpenWindow> windows) {
    CellSet starts = CellSet.none(range);
    CellSet ends = CellSet.none(range);
    for (OpenWindow window : windows) {
      CellRange own = window.cells();
      long last = window.lastStart().isPresent() ? window.lastStart().getAsLong() + 1 : own.end();
      starts.add(own.first(), Math.min(last, own.end()));
      ends.add(own.first() - cells, own.end() - cells + 1);
    }
    starts.and(ends);
    return starts;
  }

  /** True when there may be windows of the resource in which not everybody may book directly. */
  public boolean areRestricted(BookableResource resource) {
    return restricted
        || resource.weeklyHours().filter(OpenWindows::isRestricted).isPresent()
        || resource.overrides().values().stream().anyMatch(day -> isRestricted(day.windows()))
        || areRestricted(resource.calendar().seasons(), resource.calendar().holidays());
  }

  private static boolean areRestricted(List<Season> seasons, Optional<HolidayRules> holidays) {
    return seasons.stream().anyMatch(season -> isRestricted(season.hours()))
        || holidays
            .filter(
                rules ->
                    isRestricted(rules.all().windows())
                        || rules.days().values().stream()
                            .anyMatch(day -> isRestricted(day.windows())))
            .isPresent();
  }

  private static boolean isRestricted(WeeklyHours hours) {
    for (WeeklyHours.Entry entry : hours.entries()) {
      if (entry.window().booking() != WindowBooking.DIRECT) {
        return true;
      }
    }
    return false;
  }

  private static boolean isRestricted(List<DailyWindow> windows) {
    return windows.stream().anyMatch(window -> window.booking() != WindowBooking.DIRECT);
  }

  /** True when a booking of a resource may take this time, as far as its hours are concerned. */
  public boolean cover(BookableResource resource, Interval time) {
    CellRange cells = CellRange.covering(time);
    CellRange start = new CellRange(cells.first(), cells.first() + 1);
    int count = Math.toIntExact(cells.count());
    boolean lastsDays = timeline.minutes(time) >= Cells.MINUTES_OF_DAY;
    List<OpenWindow> windows =
        of(
            resource,
            lastsDays ? new CellRange(cells.first(), cells.end() + 1) : cells,
            WindowBooking.STAFF);
    return !(lastsDays ? startsOfDays(start, count, windows) : starts(start, count, windows))
        .isEmpty();
  }

  /** The windows of a date for a resource that has nothing of its own. */
  public List<DailyWindow> ofBusiness(LocalDate date) {
    return on(date, PLAIN);
  }

  private List<DailyWindow> on(LocalDate date, BookableResource resource) {
    DayOverride override = resource.overrides().get(date);
    if (override != null) {
      return override.windows();
    }
    if (closedDates.contains(date)) {
      return List.of();
    }
    if (!specialDates.isEmpty()) {
      Map.Entry<LocalDate, SpecialDate> special = specialDates.floorEntry(date);
      if (special != null && special.getValue().includes(date)) {
        return special.getValue().day().windows();
      }
    }
    HolidayHours holiday = holiday(date, resource);
    if (holiday == null) {
      return week(date, resource).on(date);
    }
    return switch (holiday.rule()) {
      case CLOSED -> List.of();
      case WINDOWS -> holiday.windows();
      case SUNDAY -> week(date, resource).on(DayOfWeek.SUNDAY, date);
      case OPEN -> week(date, resource).on(date);
    };
  }

  /** The hours of a holiday; null when the date is none for the resource. */
  private @Nullable HolidayHours holiday(LocalDate date, BookableResource resource) {
    Optional<HolidayRules> own = resource.calendar().holidays();
    Optional<BusinessHolidays> kept = calendar.holidays();
    HolidayHours day = own.isPresent() ? own.get().days().get(date) : null;
    if (day != null || kept.isEmpty() || !kept.get().includes(date, holidays)) {
      return day;
    }
    if (own.isPresent()) {
      return own.get().all();
    }
    HolidayRules business = kept.get().rules();
    return business.days().getOrDefault(date, business.all());
  }

  private WeeklyHours week(LocalDate date, BookableResource resource) {
    List<Season> own = resource.calendar().seasons();
    if (!own.isEmpty()) {
      Optional<Season> season = Season.on(date, own);
      if (season.isPresent()) {
        return season.get().hours();
      }
    }
    if (resource.weeklyHours().isPresent()) {
      return resource.weeklyHours().get();
    }
    return calendar.seasons().isEmpty()
        ? businessHours
        : Season.on(date, calendar.seasons()).map(Season::hours).orElse(businessHours);
  }

  /** What says when the resource is open on a local date of the business. */
  public Source source(BookableResource resource, LocalDate date) {
    if (resource.overrides().containsKey(date)) {
      return Source.OVERRIDE;
    }
    if (closedDates.contains(date)) {
      return Source.CLOSED_DATE;
    }
    Map.Entry<LocalDate, SpecialDate> special = specialDates.floorEntry(date);
    if (special != null && special.getValue().includes(date)) {
      return Source.SPECIAL_DATE;
    }
    HolidayHours holiday = holiday(date, resource);
    if (holiday != null && holiday.rule() != HolidayHours.Rule.OPEN) {
      return Source.HOLIDAY;
    }
    boolean season =
        Season.on(date, resource.calendar().seasons()).isPresent()
            || (resource.weeklyHours().isEmpty()
                && Season.on(date, calendar.seasons()).isPresent());
    return season ? Source.SEASON : Source.WEEK;
  }

  /** The windows that open on a local date of the business, by their opening. */
  public List<OpenWindow> opening(BookableResource resource, LocalDate date) {
    List<OpenWindow> windows = new ArrayList<>();
    for (DailyWindow window : on(date, resource)) {
      long opens = Cells.notBefore(timeline.at(date, window.opens()));
      long closes = Cells.containing(timeline.at(date, window.closes()));
      if (opens < closes) {
        windows.add(
            new OpenWindow(
                new CellRange(opens, closes), lastStart(timeline, date, window), window.booking()));
      }
    }
    windows.sort(Comparator.comparing(window -> window.cells().first()));
    return windows;
  }
}
