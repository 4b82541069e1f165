package io.marcado.messaging.bookings;

import static io.marcado.messaging.TestBookings.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.published.BookingEvent;
import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.domain.BookingId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.time.LocalStart;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.Zone;
import io.marcado.messaging.FakeLinks;
import io.marcado.messaging.MovableClock;
import io.marcado.messaging.TestBookings;
import io.marcado.messaging.TestTenant;
import io.marcado.messaging.reminders.Reminder;
import io.marcado.messaging.reminders.ReminderPlanner;
import io.marcado.messaging.sending.Messenger;
import io.marcado.platform.config.AllowedCountries;
import io.marcado.platform.config.Variables;
import io.marcado.platform.tenant.ConfigurationCache;
import io.marcado.platform.tenant.SettingsReader;
import io.marcado.schedules.DueMessage;
import io.marcado.schedules.FakeMessageSchedule;
import io.marcado.senders.email.RecordingEmailSender;
import io.marcado.senders.sms.RecordingSmsSender;
import io.marcado.senders.whatsapp.RecordingWhatsAppSender;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Ten thousand reminders from October to April: over both changes of New York's clocks, and over
 * the law by which Vancouver no longer has any. What changes is told twice and in any order.
 */
class RemindersOfHalfAYearTest {
  private static final int BOOKINGS = 5_000;
  private static final List<Integer> MINUTES_BEFORE = List.of(1440, 60);

  /** Every so many bookings are reminded of by the real sender, which takes longer. */
  private static final int SENT = 125;

  private static final Instant MADE = Instant.parse("2026-09-30T12:00:01Z");
  private static final Instant CHANGED = Instant.parse("2026-10-12T12:00:01Z");
  private static final Instant LAW = Instant.parse("2026-10-25T12:00:01Z");
  private static final Instant CHANGED_AGAIN = Instant.parse("2027-02-01T12:00:01Z");
  private static final Instant END = Instant.parse("2027-05-02T12:00:01Z");
  private static final LocalDate FIRST = LocalDate.of(2026, 10, 3);
  private static final int DAYS = 200;

  private static final LocalTimeline NEW_YORK = new LocalTimeline(Zone.of("America/New_York"));
  private static final LocalTimeline VANCOUVER = new LocalTimeline(Zone.of("America/Vancouver"));

  /** As Vancouver's clocks went before, and those of Los Angeles still do. */
  private static final LocalTimeline VANCOUVER_BEFORE =
      new LocalTimeline(
          new Zone("America/Vancouver", "2026a", Zone.of("America/Los_Angeles").rules()));

  private final Random luck = new Random(2026);
  private final MovableClock clock = new MovableClock(MADE.toString());
  private final TestTenant tenant = TestTenant.create();
  private final SettingsReader settings =
      new SettingsReader(tenant.table(), new ConfigurationCache(clock, Duration.ofDays(400)));
  private final FakeMessageSchedule schedule = new FakeMessageSchedule();
  private final ReminderPlanner planner = new ReminderPlanner(settings, schedule, clock);
  private final FakeBookingFacts facts = new FakeBookingFacts();
  private final AllowedCountries brazil = new AllowedCountries(Set.of("BR"));
  private final RecordingSmsSender sms = new RecordingSmsSender(brazil);
  private final BookingMessageSender sender = sender();

  private final Map<Integer, BookingImage> bookings = new HashMap<>();
  private final Set<String> expected = new TreeSet<>();
  private final Set<String> reminded = new TreeSet<>();
  private int planned;
  private int movedByLaw;

  @Test
  void shouldRemindAtTheRightTimesAndOfNothingThatWasMovedOrCancelled() {
    List<BookingEvent> made = new ArrayList<>();
    for (int i = 0; i < BOOKINGS; i++) {
      made.add(happens(i, image(i, 1, BookingStatus.CONFIRMED, localTime(FIRST), before(i))));
    }
    tell(MADE, CHANGED, made);

    List<BookingEvent> changed = new ArrayList<>();
    for (int i = 0; i < BOOKINGS; i++) {
      boolean moves = i % 4 == 1 || i % 8 == 3;
      boolean ends = i % 4 == 2 || i % 8 == 3;
      if (moves && isAhead(i, CHANGED)) {
        changed.add(moves(i, localTime(FIRST.plusDays(20)), before(i)));
      }
      if (ends && isAhead(i, CHANGED)) {
        changed.add(ends(i));
      }
    }
    tell(CHANGED, LAW, changed);

    List<BookingEvent> realigned = new ArrayList<>();
    for (int i = 0; i < BOOKINGS; i++) {
      BookingImage booking = booking(i);
      if (isInVancouver(i) && booking.status() == BookingStatus.CONFIRMED) {
        LocalDateTime at = local(booking);
        if (!VANCOUVER.at(at).equals(booking.start())) {
          realigned.add(moves(i, at, VANCOUVER));
          movedByLaw++;
        }
      }
    }
    tell(LAW, CHANGED_AGAIN, realigned);

    List<BookingEvent> again = new ArrayList<>();
    for (int i = 0; i < BOOKINGS; i++) {
      if (i % 5 == 0 && isAhead(i, CHANGED_AGAIN)) {
        again.add(moves(i, localTime(FIRST.plusDays(130)), after(i)));
      } else if (i % 5 == 1 && isAhead(i, CHANGED_AGAIN)) {
        again.add(ends(i));
      }
    }
    tell(CHANGED_AGAIN, END, again);

    assertThat(reminded).isEqualTo(expected);
    assertThat(schedule.waiting()).isEmpty();
    assertThat(planned).isGreaterThan(2 * BOOKINGS);
    assertThat(reminded.size()).isBetween(BOOKINGS, planned - 1_000);
    assertThat(movedByLaw).isGreaterThan(500);
    assertThat(sms.sent().size()).isGreaterThan(BOOKINGS / SENT);
  }

  /** What happens at a moment is told of, and then time passes until a later one. */
  private void tell(Instant now, Instant until, List<BookingEvent> events) {
    clock.set(now.toString());
    for (int i = 0; i < BOOKINGS; i++) {
      expect(i, now, until);
    }
    List<BookingEvent> twice = new ArrayList<>(events);
    twice.addAll(events);
    Collections.shuffle(twice, luck);
    twice.forEach(planner::plan);
    schedule.due(until).stream()
        .sorted(Comparator.comparing(DueMessage::dueAt))
        .map(Reminder.class::cast)
        .forEach(this::due);
  }

  /** By java.time's own rules of New York, and by the only offset that Vancouver has. */
  private void expect(int i, Instant now, Instant until) {
    BookingImage booking = booking(i);
    if (booking.status() != BookingStatus.CONFIRMED) {
      return;
    }
    LocalDateTime at = local(booking);
    Instant start =
        isInVancouver(i)
            ? at.toInstant(ZoneOffset.ofHours(-7))
            : at.atZone(ZoneId.of("America/New_York")).toInstant();
    for (int minutes : MINUTES_BEFORE) {
      Instant due = start.minus(Duration.ofMinutes(minutes));
      if (due.isAfter(now) && !due.isAfter(until)) {
        expected.add(reminder(i, minutes, due, at));
      }
    }
  }

  private void due(Reminder reminder) {
    planned++;
    int i = Integer.parseInt(reminder.bookingId().substring(1));
    BookingImage booking = booking(i);
    BookingMessage message = reminder.message();
    boolean holds = BookingMessageKind.REMINDER.fits(booking.status()) && message.states(booking);
    if (holds) {
      assertThat(
              reminded.add(reminder(i, reminder.minutesBefore(), reminder.dueAt(), local(booking))))
          .as("told twice of %s", booking)
          .isTrue();
    }
    if (i % SENT == 0) {
      clock.set(reminder.dueAt().toString());
      facts.besides(booking);
      int before = sms.sent().size();
      sender.send(message);
      assertThat(sms.sent()).as("of %s", booking).hasSize(before + (holds ? 1 : 0));
      if (holds) {
        // The year only where it is another one.
        assertThat(sms.sent().getLast().text())
            .containsPattern(
                DateTimeFormatter.ofPattern("dd/MM'(/2027)? às 'HH:mm").format(local(booking)));
      }
    }
  }

  private static String reminder(int i, int minutes, Instant due, LocalDateTime at) {
    return "%04d, %d minutes before %s: %s".formatted(i, minutes, at, due);
  }

  private BookingEvent happens(int i, BookingImage now) {
    BookingImage previous = bookings.put(i, now);
    return event(tenant.id(), now, previous);
  }

  private BookingEvent moves(int i, LocalDateTime to, LocalTimeline timeline) {
    return happens(i, image(i, booking(i).version() + 1, BookingStatus.CONFIRMED, to, timeline));
  }

  private BookingEvent ends(int i) {
    BookingImage booking = booking(i);
    return happens(
        i, image(i, booking.version() + 1, BookingStatus.CANCELLED, local(booking), before(i)));
  }

  private BookingImage booking(int i) {
    return Objects.requireNonNull(bookings.get(i));
  }

  private static LocalDateTime local(BookingImage booking) {
    return Objects.requireNonNull(booking.localStart()).at();
  }

  private boolean isAhead(int i, Instant now) {
    return booking(i).status() == BookingStatus.CONFIRMED && booking(i).start().isAfter(now);
  }

  private static boolean isInVancouver(int i) {
    return i % 3 == 0;
  }

  private static LocalTimeline before(int i) {
    return isInVancouver(i) ? VANCOUVER_BEFORE : NEW_YORK;
  }

  private static LocalTimeline after(int i) {
    return isInVancouver(i) ? VANCOUVER : NEW_YORK;
  }

  /** In the daytime, when no clock changes. */
  private LocalDateTime localTime(LocalDate from) {
    long days = FIRST.plusDays(DAYS).toEpochDay() - from.toEpochDay();
    return from.plusDays(luck.nextLong(days))
        .atTime(LocalTime.of(6 + luck.nextInt(16), 5 * luck.nextInt(12)));
  }

  private static BookingImage image(
      int i, long version, BookingStatus status, LocalDateTime at, LocalTimeline timeline) {
    return TestBookings.image(
        new BookingId("b" + i),
        status,
        timeline.at(at),
        new LocalStart(at, timeline.zone().id(), timeline.zone().release()),
        List.of(new ResourceId("ana")),
        version);
  }

  private BookingMessageSender sender() {
    TestSending sending =
        new TestSending(
            tenant,
            facts,
            new MessageLedger(tenant.table(), tenant.ids(), clock),
            settings,
            new FakeLinks(),
            clock);
    return sending.sender(
        FakeMessageSchedule::new,
        sending.limits("*=100000"),
        new Messenger(
            sms,
            new RecordingWhatsAppSender(brazil),
            new RecordingEmailSender(),
            new Variables(Map.of())));
  }
}
