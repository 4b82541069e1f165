package io.marcado.bookings.availability;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.rules.BookingRules;
import io.marcado.bookings.rules.Business;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.domain.ResourceId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.catalog.BookableService;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.TzRelease;
import io.marcado.domain.time.WindowBooking;
import io.marcado.domain.time.Zone;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every zone whose clocks change in 2025 to 2030: the day before each change, the day of it and the
 * day after. And a few of them by hand.
 */
class DaylightSavingTest {
  private static final Instant FROM = Instant.parse("2025-01-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2031-01-01T00:00:00Z");
  private static final BookableResource CHAIR = Business.resource("chair");

  /** Each set of zone rules once, under the first name that has it. */
  static Stream<Zone> zonesThatChange() {
    Map<ZoneRules, Zone> zones = new LinkedHashMap<>();
    TzRelease.current().ids().stream()
        .map(Zone::of)
        .filter(zone -> !changes(zone).isEmpty())
        .forEach(zone -> zones.putIfAbsent(zone.rules(), zone));
    return zones.values().stream();
  }

  @Test
  void shouldKnowManyZonesThatChange() {
    assertThat(zonesThatChange().count()).isGreaterThan(40);
  }

  @ParameterizedTest
  @MethodSource("zonesThatChange")
  void shouldFillRoundTheClockDaysWithoutGapOrOverlap(Zone zone) {
    Business business = Business.open(zone.id(), "00:00-24:00");
    LocalTimeline timeline = new LocalTimeline(zone);
    for (ZoneOffsetTransition change : changes(zone)) {
      for (LocalDate date : around(zone, change)) {
        Interval day = timeline.day(date);
        List<Slot> slots = slots(business, Business.service(30), day);

        assertThat(slots).hasSize((int) (day.minutes() / 30));
        Instant expected = day.start();
        for (Slot slot : slots) {
          assertThat(slot.time()).isEqualTo(Interval.ofMinutes(expected, 30));
          expected = slot.time().end();
        }
        assertThat(expected).isEqualTo(day.end());
      }
      long minutes =
          timeline.days(around(zone, change).getFirst(), around(zone, change).getLast()).minutes();
      assertThat(minutes).isEqualTo(3 * 1440 - change.getDuration().toMinutes());
    }
  }

  @ParameterizedTest
  @MethodSource("zonesThatChange")
  void shouldOfferWhatThePlainModelOffers(Zone zone) {
    Business business =
        Business.open(zone.id(), "00:00-00:50", "01:30-02:20", "02:20-03:00", "04:00-24:00")
            .every(20);
    ServiceNeeds needs = Business.needs(Business.service(50, 10, 5), CHAIR);
    for (ZoneOffsetTransition change : changes(zone)) {
      List<LocalDate> dates = around(zone, change);
      LocalTimeline timeline = new LocalTimeline(zone);
      Interval days = timeline.days(dates.getFirst(), dates.getLast());
      Instant now = days.start().minus(Duration.ofDays(1));
      Interval scanned =
          new Interval(days.start().minus(Duration.ofDays(2)), days.end().plus(Duration.ofDays(2)));
      ReferenceModel model =
          new ReferenceModel(
              business.settings(),
              now,
              List.of(),
              scanned,
              WindowBooking.APPROVAL,
              needs.service());

      Map<Instant, List<ResourceId>> offered = new TreeMap<>();
      for (Slot slot : slots(business, needs, days)) {
        assertThat(slot.time().minutes()).isEqualTo(50);
        offered.put(slot.time().start(), slot.resourceIds());
      }

      assertThat(offered).isEqualTo(model.slots(needs, days));
    }
  }

  @Test
  void shouldSkipTheHourThatLisbonLeavesOut() {
    assertThat(starts("Europe/Lisbon", "2026-03-29", "00:00-06:00", 60))
        .containsExactly(
            "2026-03-29T00:00:00+00:00",
            "2026-03-29T02:00:00+01:00",
            "2026-03-29T03:00:00+01:00",
            "2026-03-29T04:00:00+01:00",
            "2026-03-29T05:00:00+01:00");
  }

  @Test
  void shouldOfferTheHourThatNewYorkHasTwice() {
    assertThat(starts("America/New_York", "2026-11-01", "00:00-04:00", 60))
        .containsExactly(
            "2026-11-01T00:00:00-04:00",
            "2026-11-01T01:00:00-04:00",
            "2026-11-01T01:00:00-05:00",
            "2026-11-01T02:00:00-05:00",
            "2026-11-01T03:00:00-05:00");
  }

  @Test
  void shouldCloseBeforeTheSecondTimeWhenNewYorkClosesInTheDoubleHour() {
    assertThat(starts("America/New_York", "2026-11-01", "00:00-01:30", 30))
        .containsExactly(
            "2026-11-01T00:00:00-04:00", "2026-11-01T00:30:00-04:00", "2026-11-01T01:00:00-04:00");
  }

  @Test
  void shouldOpenLaterWhenTheOpeningHourDoesNotExistInNewYork() {
    assertThat(starts("America/New_York", "2026-03-08", "02:30-05:00", 60))
        .containsExactly("2026-03-08T03:30:00-04:00");
  }

  @Test
  void shouldKeepPlainDaysInSaoPaulo() {
    assertThat(starts("America/Sao_Paulo", "2026-11-23", "09:00-12:00", 60))
        .containsExactly(
            "2026-11-23T09:00:00-03:00", "2026-11-23T10:00:00-03:00", "2026-11-23T11:00:00-03:00");
  }

  @Test
  void shouldChangeByHalfAnHourOnLordHowe() {
    assertThat(starts("Australia/Lord_Howe", "2026-10-04", "01:00-04:00", 30))
        .containsExactly(
            "2026-10-04T01:00:00+10:30",
            "2026-10-04T01:30:00+10:30",
            "2026-10-04T02:30:00+11:00",
            "2026-10-04T03:00:00+11:00",
            "2026-10-04T03:30:00+11:00");
    assertThat(starts("Australia/Lord_Howe", "2026-04-05", "01:00-03:00", 30))
        .containsExactly(
            "2026-04-05T01:00:00+11:00",
            "2026-04-05T01:30:00+11:00",
            "2026-04-05T01:30:00+10:30",
            "2026-04-05T02:00:00+10:30",
            "2026-04-05T02:30:00+10:30");
  }

  @Test
  void shouldBeginTheDayAtOneWhenMidnightDoesNotExistInBeirut() {
    assertThat(starts("Asia/Beirut", "2026-03-29", "00:00-03:00", 60))
        .containsExactly("2026-03-29T01:00:00+03:00", "2026-03-29T02:00:00+03:00");
    assertThat(starts("Asia/Beirut", "2026-10-24", "22:00-24:00", 60))
        .containsExactly(
            "2026-10-24T22:00:00+03:00", "2026-10-24T23:00:00+03:00", "2026-10-24T23:00:00+02:00");
  }

  @Test
  void shouldRunOverMidnightOfTheNightThatLosesAnHour() {
    Business business = Business.open("Africa/Cairo", "00:00-02:00", "22:00-24:00");
    LocalTimeline cairo = new LocalTimeline(Zone.of("Africa/Cairo"));
    // 24 April 2026 begins at 01:00: after 23:00 comes 01:00, so two hours end at 02:00.
    Instant start = cairo.at(LocalDate.of(2026, 4, 23), 23 * 60);

    List<Slot> slots = slots(business, Business.service(120), Interval.ofMinutes(start, 5));

    assertThat(slots)
        .singleElement()
        .extracting(slot -> cairo.format(slot.time().end()))
        .isEqualTo("2026-04-24T02:00:00+03:00");
  }

  private static List<ZoneOffsetTransition> changes(Zone zone) {
    List<ZoneOffsetTransition> changes = new ArrayList<>();
    ZoneOffsetTransition next = zone.rules().nextTransition(FROM);
    while (next != null && next.getInstant().isBefore(TO)) {
      changes.add(next);
      next = zone.rules().nextTransition(next.getInstant());
    }
    return changes;
  }

  private static List<LocalDate> around(Zone zone, ZoneOffsetTransition change) {
    LocalDate date = new LocalTimeline(zone).dateOf(change.getInstant());
    return List.of(date.minusDays(1), date, date.plusDays(1));
  }

  private static List<Slot> slots(Business business, BookableService service, Interval starts) {
    return slots(business, Business.needs(service, CHAIR), starts);
  }

  private static List<Slot> slots(Business business, ServiceNeeds needs, Interval starts) {
    Instant now = starts.start().minus(Duration.ofDays(1));
    Occupancy free =
        Occupancy.ofDays(
            LocalDate.ofInstant(starts.start(), ZoneOffset.UTC).minusDays(2),
            LocalDate.ofInstant(starts.end(), ZoneOffset.UTC).plusDays(2));
    return new SlotFinder(new BookingRules(business.settings(), now))
        .find(needs, Map.of(CHAIR.id(), free), starts)
        .slots();
  }

  private static List<String> starts(String zone, String date, String window, int minutes) {
    LocalTimeline timeline = new LocalTimeline(Zone.of(zone));
    return slots(
            Business.open(zone, window).every(minutes),
            Business.service(minutes),
            timeline.day(LocalDate.parse(date)))
        .stream()
        .map(slot -> timeline.format(slot.time().start()))
        .toList();
  }
}
