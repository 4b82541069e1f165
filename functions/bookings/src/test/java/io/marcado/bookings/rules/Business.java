package io.marcado.bookings.rules;

import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.catalog.BookableService;
import io.marcado.domain.catalog.ResourceCalendar;
import io.marcado.domain.catalog.ResourceKind;
import io.marcado.domain.catalog.ServiceKind;
import io.marcado.domain.settings.Approval;
import io.marcado.domain.settings.BookingPolicy;
import io.marcado.domain.settings.Branding;
import io.marcado.domain.settings.BusinessCalendar;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.settings.PublicBooking;
import io.marcado.domain.settings.ReminderPolicy;
import io.marcado.domain.time.DailyWindow;
import io.marcado.domain.time.DayOverride;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.WeeklyHours;
import io.marcado.domain.time.Zone;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A business for tests: short ways to write its settings, services and resources. */
public record Business(
    Zone zone,
    WeeklyHours hours,
    int interval,
    int notice,
    int advanceDays,
    List<LocalDate> closedDates,
    List<String> phoneCountries,
    PublicBooking publicBooking,
    BusinessCalendar calendar) {
  private static final List<String> ZONES =
      List.of(
          "America/Sao_Paulo",
          "Europe/Lisbon",
          "America/New_York",
          "Australia/Lord_Howe",
          "Asia/Beirut",
          "America/Asuncion",
          "Africa/Cairo",
          "Africa/Casablanca",
          "America/Nuuk",
          "America/Havana",
          "Atlantic/Azores",
          "Asia/Kathmandu",
          "Pacific/Chatham",
          "Pacific/Kiritimati",
          "Antarctica/Troll",
          "UTC");

  /** A zone whose clocks change in a way of their own, or never. */
  public static Zone anyZone(Random random) {
    return Zone.of(ZONES.get(random.nextInt(ZONES.size())));
  }

  /** The date of a moment; half of the time one close to the next change of the clocks. */
  public static LocalDate anyDate(Random random, Zone zone, Instant moment) {
    LocalTimeline timeline = new LocalTimeline(zone);
    ZoneOffsetTransition transition = zone.rules().nextTransition(moment);
    return transition == null || random.nextBoolean()
        ? timeline.dateOf(moment)
        : timeline.dateOf(transition.getInstant()).plusDays(random.nextInt(3) - 2);
  }

  /**
   * Open in these windows ({@code 09:00-12:00}) on every day, half-hourly, no notice, a year ahead.
   */
  public static Business open(String zone, String... windows) {
    return new Business(
        Zone.of(zone),
        daily(windows),
        30,
        0,
        365,
        List.of(),
        List.of(),
        PublicBooking.OPEN,
        BusinessCalendar.NONE);
  }

  public Business every(int intervalMinutes) {
    return new Business(
        zone,
        hours,
        intervalMinutes,
        notice,
        advanceDays,
        closedDates,
        phoneCountries,
        publicBooking,
        calendar);
  }

  public Business withNotice(int minutes) {
    return new Business(
        zone,
        hours,
        interval,
        minutes,
        advanceDays,
        closedDates,
        phoneCountries,
        publicBooking,
        calendar);
  }

  public Business upTo(int days) {
    return new Business(
        zone, hours, interval, notice, days, closedDates, phoneCountries, publicBooking, calendar);
  }

  public Business closedOn(LocalDate... dates) {
    return new Business(
        zone,
        hours,
        interval,
        notice,
        advanceDays,
        List.of(dates),
        phoneCountries,
        publicBooking,
        calendar);
  }

  public Business takingPhonesOf(String... countries) {
    return new Business(
        zone,
        hours,
        interval,
        notice,
        advanceDays,
        closedDates,
        List.of(countries),
        publicBooking,
        calendar);
  }

  public Business taking(PublicBooking visitors) {
    return new Business(
        zone,
        hours,
        interval,
        notice,
        advanceDays,
        closedDates,
        phoneCountries,
        visitors,
        calendar);
  }

  public Business with(BusinessCalendar other) {
    return new Business(
        zone,
        hours,
        interval,
        notice,
        advanceDays,
        closedDates,
        phoneCountries,
        publicBooking,
        other);
  }

  public Business open(WeeklyHours week) {
    return new Business(
        zone,
        week,
        interval,
        notice,
        advanceDays,
        closedDates,
        phoneCountries,
        publicBooking,
        calendar);
  }

  public OrganizationSettings settings() {
    return settings(Approval.AUTOMATIC);
  }

  public OrganizationSettings settings(Approval approval) {
    return settings(approval, 1440);
  }

  public OrganizationSettings settings(Approval approval, int deadlineMinutes) {
    return new OrganizationSettings(
        zone,
        Locale.ENGLISH,
        Currency.getInstance("EUR"),
        hours,
        new BookingPolicy(
            interval, notice, advanceDays, 1440, approval, deadlineMinutes, publicBooking),
        new ReminderPolicy(List.of(60)),
        Map.of(),
        Branding.named("Test"),
        List.of(),
        closedDates,
        phoneCountries,
        calendar);
  }

  public static ResourceId id(String id) {
    return new ResourceId(id);
  }

  public static List<ResourceId> ids(String... ids) {
    return Arrays.stream(ids).map(ResourceId::new).toList();
  }

  /** The same windows on all seven days. */
  public static WeeklyHours daily(String... windows) {
    List<WeeklyHours.Entry> entries = new ArrayList<>();
    for (DayOfWeek day : DayOfWeek.values()) {
      for (String window : windows) {
        entries.add(new WeeklyHours.Entry(day, DailyWindow.parse(window)));
      }
    }
    return new WeeklyHours(entries);
  }

  /** A resource with one seat and the business's hours. */
  public static BookableResource resource(String id) {
    return resource(id, 1, Optional.empty(), Map.of());
  }

  /** A resource with hours of its own on every day. */
  public static BookableResource resource(String id, String... windows) {
    return resource(id, 1, Optional.of(daily(windows)), Map.of());
  }

  public static BookableResource resource(
      String id, int capacity, Optional<WeeklyHours> hours, Map<LocalDate, DayOverride> overrides) {
    return resource(id, capacity, hours, overrides, ResourceCalendar.NONE);
  }

  public static BookableResource resource(
      String id,
      int capacity,
      Optional<WeeklyHours> hours,
      Map<LocalDate, DayOverride> overrides,
      ResourceCalendar calendar) {
    return new BookableResource(
        new ResourceId(id),
        "Resource " + id,
        ResourceKind.PERSON,
        capacity,
        hours,
        overrides,
        calendar,
        true);
  }

  /** A service of that many minutes, without buffers. */
  public static BookableService service(int minutes) {
    return service(minutes, 0, 0);
  }

  public static BookableService service(int minutes, int bufferBefore, int bufferAfter) {
    return new BookableService(
        new ServiceId("service"),
        "Service",
        minutes,
        bufferBefore,
        bufferAfter,
        10,
        Optional.empty(),
        List.of(),
        List.of(),
        ServiceKind.APPOINTMENT,
        true);
  }

  /** A service that any of these can do alone. */
  public static ServiceNeeds needs(BookableService service, BookableResource... mains) {
    return new ServiceNeeds(service, List.of(mains), List.of());
  }
}
