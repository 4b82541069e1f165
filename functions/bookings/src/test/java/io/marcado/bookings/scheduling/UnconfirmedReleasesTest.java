package io.marcado.bookings.scheduling;

import static io.marcado.bookings.scheduling.Salon.NINE;
import static io.marcado.bookings.scheduling.Salon.NOW;
import static io.marcado.bookings.scheduling.Salon.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.published.BookingLinks;
import io.marcado.bookings.published.BookingSource;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.rules.Business;
import io.marcado.bookings.store.BookingIndex;
import io.marcado.bookings.store.BookingStore;
import io.marcado.bookings.store.ConfirmationRequests;
import io.marcado.domain.Actor;
import io.marcado.domain.BookingId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.settings.Approval;
import io.marcado.domain.settings.BookingPolicy;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.platform.table.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The release of bookings that nobody confirms in time. */
@Isolated("A turn releases bookings of all businesses, also those of other tests.")
class UnconfirmedReleasesTest {
  private static final Instant TEN = NINE.plus(Duration.ofHours(1));

  /** Before {@link Salon#NINE}. */
  private static final Instant TWO_HOURS_BEFORE = NINE.minus(Duration.ofHours(2));

  private final Salon salon = new Salon("");
  private final Actor staff = salon.automation();

  @AfterEach
  void close() {
    salon.close();
  }

  @Test
  void shouldCancelWhatItsClientWasAskedToConfirmAndDidNot() {
    release(120);
    Booking booked = book("ana", NINE);
    asked(booked);
    asked(booked);

    turn(TWO_HOURS_BEFORE.minusMillis(1));
    assertThat(stored(booked).status()).isEqualTo(BookingStatus.CONFIRMED);
    turn(TWO_HOURS_BEFORE);

    Booking released = stored(booked);
    assertThat(released.status()).isEqualTo(BookingStatus.CANCELLED);
    // In the language of the message that asked.
    assertThat(released.reason()).contains("não foi confirmada a tempo");
    assertThat(released.held()).isEmpty();
    assertThat(released.image().changeSource()).isEqualTo(BookingSource.STAFF);
    turn(TWO_HOURS_BEFORE.plusSeconds(300));
    assertThat(stored(booked)).isEqualTo(released);
  }

  @Test
  void shouldKeepWhatWasConfirmedOrMovedOrIsNotToBeReleasedAnyMore() {
    release(120);
    Booking confirmed = book("ana", NINE);
    asked(confirmed);
    confirm(confirmed);
    Booking moved = book("rui", TEN);
    asked(moved);
    move(staff, moved, NINE.plus(Duration.ofHours(2)));
    turn(NINE.minusSeconds(1));
    assertThat(stored(confirmed).status()).isEqualTo(BookingStatus.CONFIRMED);
    assertThat(stored(moved).status()).isEqualTo(BookingStatus.CONFIRMED);

    Booking kept = book("eva", NINE.plus(Duration.ofHours(3)));
    asked(kept);
    release(0);
    turn(NINE.plus(Duration.ofHours(2)));
    assertThat(stored(kept).status()).isEqualTo(BookingStatus.CONFIRMED);
  }

  /** By a rejection, by its client, and by itself. */
  @Test
  void shouldKeepWhatWasConfirmedBeforeAMoveThatCameToNothing() {
    release(Approval.MANUAL, 120);
    List<Booking> all = List.of(waiting("ana", 0), waiting("rui", 1), waiting("eva", 2));

    change(all.getFirst(), waits -> waits.rejected(Optional.empty()));
    move(salon.client("rui"), all.get(1), all.get(1).time().start());
    Instant lapsed = stored(all.getLast()).expiresAt();
    assertThat(salon.bean(RequestExpiry.class).expire(salon.tenant, lapsed)).isTrue();

    assertThat(listed(true)).containsExactlyElementsOf(all.stream().map(Booking::id).toList());
    turn(NINE.minusSeconds(1));
    for (Booking booking : all) {
      Booking kept = stored(booking);
      assertThat(kept.status()).isEqualTo(BookingStatus.CONFIRMED);
      assertThat(kept.time()).isEqualTo(booking.time());
      assertThat(kept.confirmedAt()).contains(NOW);
    }
  }

  /** One that was asked for, agreed on, confirmed, and that its client asks to move by a week. */
  private Booking waiting(String client, int hours) {
    Booking booking = book(client, NINE.plus(Duration.ofHours(hours)));
    booked(salon.updates.confirm(staff, booking.id(), Optional.empty(), NOW));
    asked(stored(booking));
    confirm(booking);
    move(salon.client(client), booking, booking.time().start().plus(Duration.ofDays(7)));
    assertThat(stored(booking).status()).isEqualTo(BookingStatus.PENDING);
    assertThat(stored(booking).confirmedAt()).contains(NOW);
    return booking;
  }

  @Test
  void shouldListWhatWasMovedToAStartThatNobodyConfirmedAsUnconfirmed() {
    Booking booking = book("ana", NINE);
    confirm(booking);
    assertThat(listed(false)).isEmpty();

    move(staff, booking, TEN);

    assertThat(listed(false)).containsExactly(booking.id());
    assertThat(listed(true)).isEmpty();
  }

  /** The link of that message opens nothing any more, so its client cannot answer. */
  @Test
  void shouldKeepWhatHasAnotherResourceAtTheSameStart() {
    release(120);
    Booking booked = book("ana", NINE);
    asked(booked);
    String other = booked.mainResourceId().value().equals("one") ? "two" : "one";
    edit(staff, booked, new Edit().in(new ResourceId(other)).asked());

    turn(TWO_HOURS_BEFORE);

    assertThat(stored(booked).status()).isEqualTo(BookingStatus.CONFIRMED);
  }

  /** A client who had no time to answer loses nothing. */
  @Test
  void shouldKeepWhatItsClientWasAskedToConfirmWithLessThanTwoHoursToAnswer() {
    release(1440);
    Booking late = book("ana", NINE);
    salon.clock(TWO_HOURS_BEFORE.minus(Duration.ofDays(1)).plusMillis(1));
    asked(late);
    Booking inTime = book("rui", TEN);
    salon.clock(TEN.minus(Duration.ofHours(2)).minus(Duration.ofDays(1)));
    asked(inTime);

    turn(NINE.minusSeconds(1));

    assertThat(stored(late).status()).isEqualTo(BookingStatus.CONFIRMED);
    assertThat(stored(inTime).status()).isEqualTo(BookingStatus.CANCELLED);
  }

  @Test
  void shouldReleaseAtTheLaterMomentOfASettingThatWasMadeShorter() {
    release(1440);
    Booking booked = book("ana", NINE);
    Booking confirmed = book("rui", TEN);
    asked(booked);
    asked(confirmed);
    release(120);

    turn(TEN.minus(Duration.ofDays(1)));
    turn(TWO_HOURS_BEFORE.minusMillis(1));
    assertThat(stored(booked).status()).isEqualTo(BookingStatus.CONFIRMED);
    confirm(confirmed);
    turn(TWO_HOURS_BEFORE);
    turn(NINE.minusSeconds(1));

    assertThat(stored(booked).status()).isEqualTo(BookingStatus.CANCELLED);
    assertThat(stored(confirmed).status()).isEqualTo(BookingStatus.CONFIRMED);
  }

  /** On the phone, say; and by the client, who is signed in. */
  @Test
  void shouldKeepWhatIsConfirmedByAChangeOfTheBooking() {
    release(120);
    Booking byStaff = book("ana", NINE);
    Booking byClient = book("rui", TEN);
    asked(byStaff);
    asked(byClient);

    edit(staff, byStaff, comes());
    edit(salon.client("rui"), byClient, comes());
    turn(NINE.minusSeconds(1));

    assertThat(stored(byStaff).confirmedAt()).contains(NOW);
    assertThat(stored(byStaff).status()).isEqualTo(BookingStatus.CONFIRMED);
    assertThat(stored(byClient).status()).isEqualTo(BookingStatus.CONFIRMED);
    assertThat(
            salon.updates.move(staff, byStaff.id(), Optional.empty(), comes(), NINE).whyRefused())
        .contains(new BookingRefusal.Over());
  }

  /** Also where bookings of many others are due. */
  @Test
  void shouldNotHideALapsedRequestFromWhoWantsItsTime() {
    release(Approval.MANUAL, 0);
    Booking waiting = book("ana", NINE);
    Instant lapsed = waiting.expiresAt();
    Table table = salon.bean(Table.class);
    for (int other = 0; other < 100; other++) {
      ConfirmationRequests.ALL.note(
          table,
          new ConfirmationRequests.Entry(
              NOW, salon.tenant, new BookingId("b" + other), "stated", Locale.ENGLISH));
    }

    assertThat(salon.bean(RequestExpiry.class).expire(salon.tenant, lapsed)).isTrue();

    turn(NOW);
    assertThat(ConfirmationRequests.ALL.due(table, NOW)).isEmpty();
  }

  private void release(int minutesBefore) {
    release(Approval.AUTOMATIC, minutesBefore);
  }

  private void release(Approval approval, int minutesBefore) {
    OrganizationSettings business =
        Business.open("America/Sao_Paulo", "09:00-18:00").settings(approval);
    BookingPolicy policy = business.bookings();
    salon.store(
        new OrganizationSettings(
            business.timeZone(),
            business.locale(),
            business.currency(),
            business.businessHours(),
            new BookingPolicy(
                policy.slotIntervalMinutes(),
                policy.minimumNoticeMinutes(),
                policy.maximumAdvanceDays(),
                policy.cancellationWindowMinutes(),
                policy.approval(),
                policy.approvalDeadlineMinutes(),
                policy.publicBooking(),
                minutesBefore),
            business.reminders(),
            business.labels(),
            business.branding(),
            business.corsOrigins(),
            business.closedDates(),
            business.phoneCountries()));
  }

  /** A message with a link has gone out. */
  private void asked(Booking booked) {
    salon
        .bean(BookingLinks.class)
        .asked(salon.tenant, booked.image(), Locale.forLanguageTag("pt-PT"));
  }

  private Booking book(String client, Instant start) {
    return booked(salon.creation.book(salon.client(client), request(start), NOW));
  }

  private void confirm(Booking booking) {
    change(booking, present -> present.confirmedByClient(NOW));
  }

  private void change(
      Booking booking, Function<Booking, Result<Booking, BookingRefusal>> decision) {
    var _ = booked(salon.updates.change(staff, booking.id(), Optional.empty(), decision, NOW));
  }

  private void move(Actor actor, Booking booking, Instant start) {
    edit(actor, booking, BookingWithoutHttpTest.to(start, Set.of()));
  }

  private void edit(Actor actor, Booking booking, BookingEdit edit) {
    var _ = booked(salon.updates.move(actor, booking.id(), Optional.empty(), edit, NOW));
  }

  private static BookingEdit comes() {
    return new Edit().confirmed().asked();
  }

  private static Booking booked(Result<Booked, BookingRefusal> result) {
    return result.orElseThrow(refusal -> new IllegalStateException(refusal.toString())).booking();
  }

  private void turn(Instant now) {
    assertThat(salon.bean(UnconfirmedReleases.class).releaseAll(now)).isTrue();
  }

  private Booking stored(Booking booking) {
    return salon.bean(BookingStore.class).find(salon.tenant, booking.id()).orElseThrow();
  }

  /** The bookings of the business that somebody confirmed, or that nobody did. */
  private List<BookingId> listed(boolean confirmed) {
    BookingIndex.Filter filter =
        new BookingIndex.Filter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(BookingStatus.CONFIRMED),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(confirmed));
    return salon
        .bean(BookingIndex.class)
        .page(salon.tenant, filter, 10, Optional.empty(), NOW)
        .items()
        .stream()
        .map(Booking::id)
        .toList();
  }
}
