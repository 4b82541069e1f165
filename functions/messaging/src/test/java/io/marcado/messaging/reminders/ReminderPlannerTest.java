package io.marcado.messaging.reminders;

import static io.marcado.messaging.TestBookings.MONDAY;
import static io.marcado.messaging.TestBookings.TUESDAY;
import static io.marcado.messaging.TestBookings.askedToMoveTo;
import static io.marcado.messaging.TestBookings.booking;
import static io.marcado.messaging.TestBookings.doneBy;
import static io.marcado.messaging.TestBookings.event;
import static io.marcado.messaging.TestBookings.in;
import static io.marcado.messaging.TestBookings.movedTo;
import static io.marcado.messaging.TestBookings.noted;
import static io.marcado.messaging.TestBookings.realignedTo;
import static io.marcado.messaging.TestBookings.walkIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.messaging.MovableClock;
import io.marcado.messaging.TestTenant;
import io.marcado.schedules.DueMessage;
import io.marcado.schedules.FakeMessageSchedule;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReminderPlannerTest {
  private final MovableClock clock = new MovableClock("2026-11-20T12:00:00Z");
  private final TestTenant tenant = TestTenant.create();
  private final FakeMessageSchedule schedule = new FakeMessageSchedule();
  private final ReminderPlanner planner =
      new ReminderPlanner(tenant.settings(clock), schedule, clock);

  @Test
  void shouldPlanOneForEachTimeTheBusinessHasSet() {
    plan(booking(BookingStatus.CONFIRMED), null);

    assertThat(planned())
        .extracting(Reminder::dueAt)
        .containsExactly(MONDAY.minus(Duration.ofDays(1)), MONDAY.minus(Duration.ofHours(1)));
    assertThat(planned())
        .allSatisfy(
            reminder -> {
              assertThat(reminder.start()).isEqualTo(MONDAY);
              assertThat(reminder.resourceIds()).containsExactly("ana");
            });
  }

  @Test
  void shouldPlanTheQuestionHowItWasOnceAndOnlyIfTheBusinessAsks() {
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    tenant.reminds();
    plan(booked, null);
    assertThat(schedule.waiting()).isEmpty();

    tenant.followsUp(120);
    plan(in(booked, BookingStatus.CANCELLED), booked);
    plan(in(booked, BookingStatus.NO_SHOW), booked);
    assertThat(schedule.waiting()).isEmpty();

    plan(noted(booked), booked);
    plan(in(booked, BookingStatus.COMPLETED), booked);

    assertThat(schedule.waiting())
        .singleElement()
        .extracting(DueMessage::dueAt)
        .isEqualTo(booked.end().plus(Duration.ofHours(2)));
  }

  @Test
  void shouldLeaveOutWhatIsPast() {
    clock.set("2026-11-22T12:00:00Z");
    plan(booking(BookingStatus.CONFIRMED), null);

    assertThat(planned()).extracting(Reminder::minutesBefore).containsExactly(60);
  }

  @Test
  void shouldPlanNothingMoreWhenTheNoteIsEditedOrTheEventComesAgain() {
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    plan(booked, null);
    plan(booked, null);
    plan(noted(booked), booked);

    assertThat(planned()).hasSize(2);
  }

  @Test
  void shouldNotPlanAgainWhatHasFiredWhenTheEventComesLate() {
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    plan(booked, null);
    clock.set("2026-11-22T12:00:00Z");
    assertThat(schedule.due(clock.instant())).hasSize(1);

    plan(noted(booked), booked);
    plan(booked, null);

    assertThat(planned()).extracting(Reminder::minutesBefore).containsExactly(60);
  }

  @Test
  void shouldPlanAnewWhatMovesOrChangesHands() {
    tenant.reminds(60);
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    BookingImage moved = movedTo(booked, TUESDAY);
    plan(booked, null);
    plan(moved, booked);
    plan(doneBy(moved, "bia"), moved);

    assertThat(planned())
        .extracting(Reminder::start, Reminder::resourceIds)
        .containsExactly(
            tuple(MONDAY, List.of("ana")),
            tuple(TUESDAY, List.of("ana")),
            tuple(TUESDAY, List.of("bia")));
  }

  @Test
  void shouldPlanOnceApprovedAndNotBefore() {
    BookingImage asked = booking(BookingStatus.PENDING);
    plan(asked, null);
    assertThat(planned()).isEmpty();

    plan(in(asked, BookingStatus.CONFIRMED), asked);
    assertThat(planned()).hasSize(2);
  }

  /** New rules of the zone give it another instant while the client asks for another time. */
  @Test
  void shouldPlanAnewForTheTimeThatAWaitingMoveKeeps() {
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    BookingImage realigned = realignedTo(booked, MONDAY.minusSeconds(3600));

    plan(askedToMoveTo(realigned, TUESDAY), askedToMoveTo(booked, TUESDAY));

    assertThat(planned()).extracting(Reminder::start).containsOnly(realigned.start()).hasSize(2);
  }

  @Test
  void shouldPlanNothingForSomebodyWhoWalkedIn() {
    plan(walkIn(booking(BookingStatus.CONFIRMED)), null);

    assertThat(schedule.waiting()).isEmpty();
  }

  @Test
  void shouldPlanNothingForWhatIsOff() {
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    plan(in(booked, BookingStatus.CANCELLED), booked);

    assertThat(planned()).isEmpty();
  }

  private void plan(BookingImage booking, @Nullable BookingImage previous) {
    planner.plan(event(tenant.id(), booking, previous));
  }

  private List<Reminder> planned() {
    return schedule.waiting().stream().map(Reminder.class::cast).toList();
  }
}
