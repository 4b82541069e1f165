package io.marcado.bookings.availability;

import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.domain.ResourceId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.catalog.BookableService;
import io.marcado.domain.holidays.HolidayTable;
import io.marcado.domain.settings.BusinessHolidays;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.DailyWindow;
import io.marcado.domain.time.HolidayHours;
import io.marcado.domain.time.HolidayRules;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.Recurrence;
import io.marcado.domain.time.Season;
import io.marcado.domain.time.SpecialDate;
import io.marcado.domain.time.WeeklyHours;
import io.marcado.domain.time.WindowBooking;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What availability should be, said as plainly as possible and without the code under test: it
 * looks at the clock on the wall every five minutes, and asks of every such moment whether it is
 * open and free. A start in between counts from the moment before it. Slow.
 */
public final class ReferenceModel {
  private static final int STEP = 300;
  private static final int HOUR = 3600;

  /** Seats of one resource that are taken for some time, buffers included. */
  public record Taken(ResourceId resourceId, Interval time, int seats) {}

  /**
   * How long a booking may last, the usual duration first.
   *
   * @param own of main resources that differ from the others
   */
  public record AllDurations(List<Integer> others, Map<ResourceId, List<Integer>> own) {
    List<Integer> of(ResourceId main) {
      return own.getOrDefault(main, others);
    }
  }

  /** A window of a date; {@code lastStart} null when all must end by its closing. */
  private record Window(Instant opens, Instant closes, @Nullable Instant lastStart) {
    boolean contains(Instant moment) {
      return !moment.isBefore(opens) && moment.isBefore(closes);
    }
  }

  private final OrganizationSettings settings;
  private final WindowBooking reach;
  private final ZoneRules zone;
  private final Instant now;
  private final List<Taken> taken;
  private final Map<ResourceId, List<Window>> windows = new HashMap<>();
  private final Map<ResourceId, Set<Instant>> open = new HashMap<>();
  private final Map<ResourceId, Set<Instant>> full = new HashMap<>();
  private final Map<LocalDate, Map<Integer, Instant>> moments = new HashMap<>();
  private final Interval horizon;
  private final AllDurations durations;

  /**
   * @param reach windows that take more are as if they were not there
   * @param scanned everything that will be asked lies at least two days inside it
   * @param durations of the service
   */
  public ReferenceModel(
      OrganizationSettings settings,
      Instant now,
      List<Taken> taken,
      Interval scanned,
      WindowBooking reach,
      AllDurations durations) {
    this.durations = durations;
    this.settings = settings;
    this.reach = reach;
    this.zone = settings.timeZone().rules();
    this.now = now;
    this.taken = taken;
    this.horizon = scanned;
  }

  /** One for a service with one duration. */
  ReferenceModel(
      OrganizationSettings settings,
      Instant now,
      List<Taken> taken,
      Interval scanned,
      WindowBooking reach,
      BookableService service) {
    this(
        settings,
        now,
        taken,
        scanned,
        reach,
        new AllDurations(List.of(service.durationMinutes()), Map.of()));
  }

  /** What the wall clock shows, as seconds since 1970 in local time. */
  private long wallClock(long second) {
    return second + zone.getOffset(Instant.ofEpochSecond(second)).getTotalSeconds();
  }

  /** When the wall clock first shows this minute of the date. */
  Instant momentOf(LocalDate date, int minuteOfDay) {
    return moments
        .computeIfAbsent(date, _ -> new HashMap<>())
        .computeIfAbsent(minuteOfDay, _ -> find(date, minuteOfDay));
  }

  private Instant find(LocalDate date, int minuteOfDay) {
    long wanted = date.atStartOfDay().toEpochSecond(ZoneOffset.UTC) + minuteOfDay * 60L;
    Optional<Instant> shown = firstShowing(wanted);
    if (shown.isPresent()) {
      return shown.get();
    }
    // The clock jumps over it: by how much?
    long second = wanted - 16 * HOUR;
    while (wallClock(second) <= wanted) {
      second += STEP;
    }
    long jump = wallClock(second) - wallClock(second - STEP) - STEP;
    return firstShowing(wanted + jump).orElseThrow();
  }

  private Optional<Instant> firstShowing(long wanted) {
    for (long second = wanted - 16 * HOUR; second <= wanted + 16 * HOUR; second += STEP) {
      if (wallClock(second) == wanted) {
        return Optional.of(Instant.ofEpochSecond(second));
      }
    }
    return Optional.empty();
  }

  private LocalDate dateOf(Instant moment) {
    return LocalDate.ofEpochDay(Math.floorDiv(wallClock(moment.getEpochSecond()), 86_400L));
  }

  private List<Window> windowsOf(BookableResource resource) {
    return windows.computeIfAbsent(
        resource.id(),
        _ -> {
          List<Window> all = new ArrayList<>();
          LocalDate last = dateOf(horizon.end()).plusDays(1);
          for (LocalDate date = dateOf(horizon.start()).minusDays(2);
              date.isBefore(last);
              date = date.plusDays(1)) {
            for (DailyWindow window : hoursOn(date, resource)) {
              if (window.booking().ordinal() > reach.ordinal()) {
                continue;
              }
              all.add(
                  new Window(
                      momentOf(date, window.opens()),
                      momentOf(date, window.closes()),
                      window.lastStart().isPresent()
                          ? momentOf(date, window.lastStart().getAsInt())
                          : null));
            }
          }
          return all;
        });
  }

  private List<DailyWindow> hoursOn(LocalDate date, BookableResource resource) {
    if (resource.overrides().containsKey(date)) {
      return resource.overrides().get(date).windows();
    }
    if (settings.closedDates().contains(date)) {
      return List.of();
    }
    for (SpecialDate special : settings.calendar().specialDates()) {
      if (datesOf(special.from(), special.to()).contains(date)) {
        return special.day().windows();
      }
    }
    Optional<HolidayHours> holiday = holiday(date, resource);
    HolidayHours.Rule rule = holiday.map(HolidayHours::rule).orElse(HolidayHours.Rule.OPEN);
    if (rule == HolidayHours.Rule.CLOSED || rule == HolidayHours.Rule.WINDOWS) {
      return holiday.orElseThrow().windows();
    }
    DayOfWeek day = rule == HolidayHours.Rule.SUNDAY ? DayOfWeek.SUNDAY : date.getDayOfWeek();
    List<DailyWindow> hours = new ArrayList<>();
    for (WeeklyHours.Entry entry : weekOf(date, resource).entries()) {
      if (entry.day() == day
          && entry.recurrence().map(recurrence -> holds(recurrence, date)).orElse(true)) {
        hours.add(entry.window());
      }
    }
    return hours;
  }

  private Optional<HolidayHours> holiday(LocalDate date, BookableResource resource) {
    Optional<HolidayRules> own = resource.calendar().holidays();
    if (own.isPresent() && own.get().days().containsKey(date)) {
      return Optional.of(own.get().days().get(date));
    }
    if (settings.calendar().holidays().isEmpty()) {
      return Optional.empty();
    }
    BusinessHolidays kept = settings.calendar().holidays().get();
    @Nullable HolidayHours told = kept.rules().days().get(date);
    boolean isHoliday =
        told != null
            ? told.rule() != HolidayHours.Rule.OPEN
            : HolidayTable.of(kept.country())
                .orElseThrow()
                .on(kept.region(), kept.kinds(), date)
                .isPresent();
    if (!isHoliday) {
      return Optional.empty();
    }
    if (own.isPresent()) {
      return Optional.of(own.get().all());
    }
    return Optional.of(told != null ? told : kept.rules().all());
  }

  private WeeklyHours weekOf(LocalDate date, BookableResource resource) {
    return season(date, resource.calendar().seasons())
        .or(resource::weeklyHours)
        .or(() -> season(date, settings.calendar().seasons()))
        .orElse(settings.businessHours());
  }

  private static Optional<WeeklyHours> season(LocalDate date, List<Season> seasons) {
    return Stream.concat(
            seasons.stream().filter(season -> season.year().isPresent()),
            seasons.stream().filter(season -> season.year().isEmpty()))
        .filter(season -> runsOn(season, date))
        .map(Season::hours)
        .findFirst();
  }

  /** Writes down the days of the season that begins this year, and of the one before. */
  private static boolean runsOn(Season season, LocalDate date) {
    for (int year = date.getYear() - 1; year <= date.getYear(); year++) {
      if (season.year().isEmpty() || season.year().getAsInt() == year) {
        LocalDate day = first(season.from(), year);
        LocalDate end = season.to().atYear(year);
        if (season.to().isBefore(season.from())) {
          end = season.to().atYear(year + 1);
        }
        if (datesOf(day, end).contains(date)) {
          return true;
        }
      }
    }
    return false;
  }

  private static LocalDate first(MonthDay day, int year) {
    return day.isValidYear(year) ? day.atYear(year) : LocalDate.of(year, 3, 1);
  }

  private static Set<LocalDate> datesOf(LocalDate from, LocalDate to) {
    Set<LocalDate> dates = new HashSet<>();
    for (LocalDate date = from; !date.isAfter(to); date = date.plusDays(1)) {
      dates.add(date);
    }
    return dates;
  }

  private static boolean holds(Recurrence recurrence, LocalDate date) {
    return switch (recurrence) {
      case Recurrence.EveryWeeks(int weeks, LocalDate from) -> {
        LocalDate anchor = from;
        while (anchor.getDayOfWeek() != date.getDayOfWeek()) {
          anchor =
              anchor.plusDays(anchor.getDayOfWeek().compareTo(date.getDayOfWeek()) < 0 ? 1 : -1);
        }
        yield Math.abs(anchor.toEpochDay() - date.toEpochDay()) % (7L * weeks) == 0;
      }
      case Recurrence.WeeksOfMonth(List<Integer> weeks) -> {
        List<LocalDate> sameDays = new ArrayList<>();
        LocalDate month = date.withDayOfMonth(1);
        for (LocalDate day : datesOf(month, month.plusMonths(1).minusDays(1))) {
          if (day.getDayOfWeek() == date.getDayOfWeek()) {
            sameDays.add(day);
          }
        }
        sameDays.sort(null);
        int index = sameDays.indexOf(date) + 1;
        yield weeks.contains(index) || (weeks.contains(-1) && index == sameDays.size());
      }
    };
  }

  private boolean isOpen(BookableResource resource, Instant moment) {
    return open.computeIfAbsent(
            resource.id(),
            _ -> {
              Set<Instant> moments = new HashSet<>();
              for (Window window : windowsOf(resource)) {
                for (Instant at = window.opens(); at.isBefore(window.closes()); at = next(at)) {
                  moments.add(at);
                }
              }
              return moments;
            })
        .contains(moment);
  }

  private boolean isFull(BookableResource resource, Instant moment) {
    return full.computeIfAbsent(
            resource.id(),
            _ -> {
              Map<Instant, Integer> seats = new HashMap<>();
              for (Taken each : taken) {
                if (each.resourceId().equals(resource.id())) {
                  for (Instant at = before(each.time().start());
                      at.isBefore(each.time().end());
                      at = next(at)) {
                    seats.merge(at, each.seats(), Integer::sum);
                  }
                }
              }
              Set<Instant> moments = new HashSet<>();
              seats.forEach(
                  (at, count) -> {
                    if (count >= resource.capacity()) {
                      moments.add(at);
                    }
                  });
              return moments;
            })
        .contains(moment);
  }

  /** When what lasts so long ends; of whole days the wall clock shows the same time then. */
  private Instant end(Instant start, int minutes) {
    if (minutes % 1440 != 0) {
      return start.plusSeconds(minutes * 60L);
    }
    long shown = wallClock(start.getEpochSecond());
    return momentOf(
        dateOf(start).plusDays(minutes / 1440), (int) (Math.floorMod(shown, 86_400L) / 60));
  }

  /** A start and an end. */
  String key(Instant start, int minutes) {
    return start + " " + end(start, minutes);
  }

  private boolean isOpenAtBothEnds(BookableResource resource, Instant start, int minutes) {
    Instant end = before(end(start, minutes).plusSeconds(STEP - 1));
    boolean begins = false;
    boolean ends = false;
    for (Window window : windowsOf(resource)) {
      begins |=
          window.contains(before(start))
              && (window.lastStart() == null || !before(start).isAfter(window.lastStart()));
      ends |=
          window.opens().isBefore(window.closes())
              && !end.isBefore(window.opens())
              && !end.isAfter(window.closes());
    }
    return begins && ends;
  }

  private boolean staysOpen(BookableResource resource, Instant start, int minutes) {
    if (minutes >= 1440) {
      return isOpenAtBothEnds(resource, start, minutes);
    }
    boolean mayBegin = false;
    for (Window window : windowsOf(resource)) {
      if (window.contains(before(start))) {
        if (window.lastStart() == null) {
          mayBegin = true;
        } else if (!before(start).isAfter(window.lastStart())) {
          return true;
        }
      }
    }
    if (!mayBegin) {
      return false;
    }
    Instant end = start.plusSeconds(minutes * 60L);
    for (Instant at = before(start); at.isBefore(end); at = next(at)) {
      if (!isOpen(resource, at)) {
        return false;
      }
    }
    return true;
  }

  /** True when nobody has it for a part of a booking, buffers included. */
  public boolean isFree(
      BookableResource resource, BookableService service, Instant start, int minutes) {
    Instant end = end(start, minutes).plusSeconds(service.bufferAfterMinutes() * 60L);
    for (Instant at = before(start.minusSeconds(service.bufferBeforeMinutes() * 60L));
        at.isBefore(end);
        at = next(at)) {
      if (isFull(resource, at)) {
        return false;
      }
    }
    return true;
  }

  /** The rules that a booking with this main resource would break. */
  Set<SchedulingRule> broken(
      ServiceNeeds needs, BookableResource main, Instant start, int minutes) {
    Set<SchedulingRule> broken = EnumSet.noneOf(SchedulingRule.class);
    if (isTooSoon(start)) {
      broken.add(SchedulingRule.NOTICE);
    }
    if (isTooFar(start)) {
      broken.add(SchedulingRule.HORIZON);
    }
    if (!durations.of(main.id()).contains(minutes)) {
      broken.add(SchedulingRule.DURATION);
    }
    if (isOffGrid(main, start)) {
      broken.add(SchedulingRule.INTERVAL);
    }
    List<List<BookableResource>> others = new ArrayList<>();
    for (List<BookableResource> group : needs.groups()) {
      others.add(group.stream().filter(each -> staysOpen(each, start, minutes)).toList());
    }
    if (!staysOpen(main, start, minutes) || !canStaff(Set.of(main.id()), others)) {
      broken.add(SchedulingRule.OPENING_HOURS);
    }
    return broken;
  }

  public boolean isTooSoon(Instant start) {
    return start.isBefore(now.plusSeconds(settings.bookings().minimumNoticeMinutes() * 60L));
  }

  public boolean isTooFar(Instant start) {
    return dateOf(start).isAfter(dateOf(now).plusDays(settings.bookings().maximumAdvanceDays()));
  }

  /** True when it is open and free for this part of a booking, buffers included. */
  boolean canHave(BookableResource resource, BookableService service, Instant start, int minutes) {
    return staysOpen(resource, start, minutes) && isFree(resource, service, start, minutes);
  }

  boolean isOffGrid(BookableResource main, Instant start) {
    boolean inWindow = false;
    boolean onGrid = false;
    for (Window window : windowsOf(main)) {
      if (window.contains(start)) {
        inWindow = true;
        long passed = start.getEpochSecond() - window.opens().getEpochSecond();
        onGrid |= passed % (settings.bookings().slotIntervalMinutes() * 60L) == 0;
      }
    }
    return inWindow && !onGrid;
  }

  /** True when the main resource is free then and so is somebody else of each group. */
  public boolean isBookable(ServiceNeeds needs, BookableResource main, Instant start, int minutes) {
    return isBookable(needs, main, start, minutes, Set.of());
  }

  /** The same for staff, who set rules aside. */
  boolean isBookable(
      ServiceNeeds needs,
      BookableResource main,
      Instant start,
      int minutes,
      Set<SchedulingRule> ignored) {
    if (!ignored.containsAll(broken(needs, main, start, minutes))
        || !isFree(main, needs.service(), start, minutes)) {
      return false;
    }
    List<List<BookableResource>> others = new ArrayList<>();
    for (List<BookableResource> group : needs.groups()) {
      others.add(
          group.stream()
              .filter(each -> staysOpen(each, start, minutes))
              .filter(each -> isFree(each, needs.service(), start, minutes))
              .toList());
    }
    return canStaff(Set.of(main.id()), others);
  }

  /** Tries everybody of the first group, then everybody else of the second, and so on. */
  private static boolean canStaff(Set<ResourceId> busy, List<List<BookableResource>> groups) {
    if (groups.isEmpty()) {
      return true;
    }
    for (BookableResource candidate : groups.getFirst()) {
      if (!busy.contains(candidate.id())) {
        Set<ResourceId> busier = new HashSet<>(busy);
        busier.add(candidate.id());
        if (canStaff(busier, groups.subList(1, groups.size()))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Every slot that starts within the interval, of a service with one duration. */
  Map<Instant, List<ResourceId>> slots(ServiceNeeds needs, Interval starts) {
    Map<Instant, List<ResourceId>> slots = new TreeMap<>();
    slots(needs, starts, Optional.empty())
        .forEach(
            (slot, ids) -> slots.put(Instant.parse(slot.substring(0, slot.indexOf(' '))), ids));
    return slots;
  }

  /**
   * Every slot that starts within the interval, by start and end, with the main resources that can
   * do it.
   *
   * @param asked empty for the usual duration of each resource
   */
  Map<String, List<ResourceId>> slots(
      ServiceNeeds needs, Interval starts, Optional<Integer> asked) {
    Map<String, List<ResourceId>> slots = new TreeMap<>();
    for (Instant start = starts.start(); start.isBefore(starts.end()); start = next(start)) {
      for (BookableResource main : needs.mains()) {
        int minutes = asked.orElse(durations.of(main.id()).getFirst());
        if (isBookable(needs, main, start, minutes)) {
          slots.computeIfAbsent(key(start, minutes), _ -> new ArrayList<>()).add(main.id());
        }
      }
    }
    return slots;
  }

  private static Instant before(Instant moment) {
    return Instant.ofEpochSecond(Math.floorDiv(moment.getEpochSecond(), (long) STEP) * STEP);
  }

  private static Instant next(Instant moment) {
    return moment.plusSeconds(STEP);
  }
}
