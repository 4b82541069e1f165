package io.marcado.messaging.bookings;

import static io.marcado.messaging.TestBookings.booking;
import static io.marcado.messaging.TestBookings.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.domain.Channel;
import io.marcado.messaging.MovableClock;
import io.marcado.messaging.TestTenant;
import io.marcado.messaging.bookings.MessageLedger.Lease;
import io.marcado.messaging.bookings.MessageLedger.State;
import io.marcado.messaging.reminders.Reminder;
import io.marcado.platform.paging.ForeignPositionException;
import io.marcado.platform.paging.Page;
import io.marcado.platform.paging.PageRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MessageQueriesTest {
  private static final String LIA = "lia";

  private final MovableClock clock = new MovableClock("2026-11-20T12:00:00Z");
  private final TestTenant tenant = TestTenant.create();
  private final MessageLedger ledger = new MessageLedger(tenant.table(), tenant.ids(), clock);
  private final MessageQueries queries = new MessageQueries(tenant.table());
  private final BookingImage booked = booking(BookingStatus.CONFIRMED);
  private final String bookingId = booked.bookingId().value();

  @Test
  void shouldTellAllOfABookingNewestFirstWithWhatClientsWereTold() {
    tell();

    List<MessageView> all =
        ofBooking(Optional.empty(), Optional.empty(), 100, Optional.empty()).items();

    assertThat(all)
        .extracting(
            message -> String.valueOf(message.kind()),
            MessageView::status,
            MessageView::recipientId,
            MessageView::text)
        .containsExactly(
            tuple("REMINDER", State.DROPPED, LIA, null),
            tuple("TEAM_NEW", State.COLLECTED, "rita", null),
            tuple("CONFIRMED", State.SENT, LIA, "Ate logo"));
    assertThat(all.get(0).reason()).isEqualTo(DropReason.LIMIT);
    assertThat(all.get(0).sentAt()).isNull();
    assertThat(all.get(2).sentAt()).isEqualTo("2026-11-20T12:00:01Z");
  }

  @Test
  void shouldTellOfABookingInPagesThoughAMessageChangesMeanwhile() {
    tell();
    BookingMessage moved = message(BookingMessageKind.MOVED, "3", Optional.empty());
    clock.advance(Duration.ofSeconds(1));
    Lease waiting = (Lease) ledger.claim(moved);

    Page<MessageView> first =
        ofBooking(Optional.empty(), Optional.of(State.SENDING), 1, Optional.empty());
    assertThat(kinds(first)).containsExactly("MOVED");
    assertThat(first.next()).isEmpty();

    Page<MessageView> all = ofBooking(Optional.empty(), Optional.empty(), 1, Optional.empty());
    ledger.sent(waiting, LIA, Channel.SMS, "pt/moved", Optional.of("Mudou"));
    assertThat(kinds(ofBooking(Optional.empty(), Optional.empty(), 2, all.next())))
        .containsExactly("REMINDER", "TEAM_NEW");
    assertThatThrownBy(
            () -> ofBooking(Optional.empty(), Optional.empty(), 2, Optional.of("nonsense")))
        .isInstanceOf(ForeignPositionException.class);
  }

  @Test
  void shouldTellOnlyWhatAClientAndAStatusNarrowItTo() {
    tell();

    assertThat(kinds(ofBooking(Optional.of(LIA), Optional.empty(), 100, Optional.empty())))
        .containsExactly("REMINDER", "CONFIRMED");
    assertThat(kinds(ofBooking(Optional.of("rita"), Optional.empty(), 100, Optional.empty())))
        .isEmpty();
    assertThat(kinds(ofBooking(Optional.empty(), Optional.of(State.SENT), 100, Optional.empty())))
        .containsExactly("CONFIRMED");
  }

  @Test
  void shouldTellWhatAClientWasSentAndWhatWasDroppedNewestFirst() {
    tell();

    Page<MessageView> first = toClient(Optional.empty(), 1, Optional.empty());
    assertThat(kinds(first)).containsExactly("REMINDER");
    assertThat(kinds(toClient(Optional.empty(), 1, first.next()))).containsExactly("CONFIRMED");
    assertThat(kinds(toClient(Optional.of(State.SENT), 100, Optional.empty())))
        .containsExactly("CONFIRMED");
  }

  /** The items are in the table for some days more. */
  @Test
  void shouldTellNothingAfterNinetyDays() {
    tell();
    clock.advance(Duration.ofDays(90));

    assertThat(ofBooking(Optional.empty(), Optional.empty(), 100, Optional.empty()).items())
        .isEmpty();
    assertThat(toClient(Optional.empty(), 100, Optional.empty()).items()).isEmpty();
  }

  @Test
  void shouldTellNothingOfAnotherBusiness() {
    tell();

    assertThat(
            queries
                .ofBooking(
                    TestTenant.create().id(),
                    bookingId,
                    Optional.empty(),
                    Set.of(),
                    new PageRequest(100, Optional.empty()),
                    clock.instant())
                .items())
        .isEmpty();
  }

  /**
   * A confirmation that went out, one of the team that waits for the digest, a dropped reminder.
   */
  private void tell() {
    BookingMessage confirmed = BookingMessage.about(event(tenant.id(), booked, null)).orElseThrow();
    Lease sending = (Lease) ledger.claim(confirmed);
    clock.advance(Duration.ofSeconds(1));
    ledger.sent(sending, LIA, Channel.SMS, "pt/confirmed", Optional.of("Ate logo"));
    BookingMessage team =
        message(BookingMessageKind.TEAM_NEW, "1", Optional.of(new ToMember("rita", Channel.EMAIL)));
    ledger.collected((Lease) ledger.claim(team));
    clock.advance(Duration.ofSeconds(1));
    BookingMessage reminder =
        new Reminder(tenant.id(), bookingId, booked.start(), BookingMessage.resourcesOf(booked), 60)
            .message();
    ledger.dropped((Lease) ledger.claim(reminder), DropReason.LIMIT, Optional.of(LIA));
  }

  private BookingMessage message(
      BookingMessageKind kind, String occasion, Optional<ToMember> member) {
    return new BookingMessage(
        tenant.id(),
        bookingId,
        kind,
        booked.start(),
        BookingMessage.resourcesOf(booked),
        occasion,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        member,
        Optional.empty());
  }

  private Page<MessageView> ofBooking(
      Optional<String> clientId, Optional<State> status, int limit, Optional<String> position) {
    return queries.ofBooking(
        tenant.id(),
        bookingId,
        clientId,
        status.map(Set::of).orElse(Set.of()),
        new PageRequest(limit, position),
        clock.instant());
  }

  private Page<MessageView> toClient(Optional<State> status, int limit, Optional<String> position) {
    return queries.toClient(
        tenant.id(),
        LIA,
        status.map(Set::of).orElse(Set.of()),
        new PageRequest(limit, position),
        clock.instant());
  }

  private static List<String> kinds(Page<MessageView> page) {
    return page.items().stream().map(message -> String.valueOf(message.kind())).toList();
  }
}
