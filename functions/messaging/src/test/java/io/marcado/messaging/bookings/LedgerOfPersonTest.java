package io.marcado.messaging.bookings;

import static io.marcado.messaging.TestBookings.booking;
import static io.marcado.messaging.TestBookings.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.bookings.published.BookingStatus;
import io.marcado.domain.Channel;
import io.marcado.domain.Ids;
import io.marcado.messaging.MovableClock;
import io.marcado.messaging.TestTenant;
import io.marcado.messaging.bookings.MessageLedger.Lease;
import io.marcado.messaging.published.SentMessage;
import io.marcado.platform.deadline.Deadline;
import io.marcado.platform.paging.ForeignPositionException;
import io.marcado.platform.paging.Page;
import io.marcado.platform.paging.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LedgerOfPersonTest {
  private final MovableClock clock = new MovableClock("2026-11-20T12:00:00Z");
  private final TestTenant tenant = TestTenant.create();
  private final MessageLedger ledger = new MessageLedger(tenant.table(), tenant.ids(), clock);
  private final LedgerOfPerson messages = new LedgerOfPerson(tenant.table());

  @Test
  void shouldTellWhatOnePersonWasSentAndNobodyElse() {
    BookingMessage confirmed = sent("maria", BookingStatus.CONFIRMED);
    sent("joana", BookingStatus.PENDING);

    assertThat(page("maria", Optional.empty()).items())
        .containsExactly(
            new SentMessage(
                confirmed.bookingId(),
                "CONFIRMED",
                confirmed.start(),
                "SMS",
                "pt/any",
                "Ola maria",
                Instant.parse("2026-11-20T12:00:01Z")));
  }

  @Test
  void shouldNotTellWhatNeverWentOut() {
    dropped("maria", BookingStatus.CONFIRMED);

    assertThat(page("maria", Optional.empty()).items()).isEmpty();
  }

  @Test
  void shouldForgetForWhomADroppedMessageWas() {
    BookingMessage dropped = dropped("maria", BookingStatus.CONFIRMED);

    assertThat(messages.erase(tenant.id(), "maria")).isTrue();

    assertThat(
            tenant
                .table()
                .of(tenant.id())
                .get(MessageLedger.key(tenant.id(), dropped.bookingId(), dropped.id()))
                .orElseThrow()
                .attributes()
                .toString())
        .doesNotContain("maria");
  }

  @Test
  void shouldTellAndForgetWhatAClientHasTexted() {
    String id = Ids.derived(List.of("a text"));
    for (int deliveries = 0; deliveries < 2; deliveries++) {
      ledger.received(tenant.id(), "b1", "maria", id, Channel.SMS, "Sim", clock.instant());
    }
    List<SentMessage> told = page("maria", Optional.empty()).items();
    assertThat(told)
        .containsExactly(new SentMessage("b1", "TEXT", null, "SMS", null, "Sim", clock.instant()));
    // It is no message that could be sent again.
    assertThat(ledger.find(tenant.id(), "b1", id)).isEmpty();

    assertThat(messages.erase(tenant.id(), "maria")).isTrue();
    // A delivery that comes late brings nothing back.
    ledger.received(tenant.id(), "b1", "maria", id, Channel.SMS, "Sim", clock.instant());
    assertThat(page("maria", Optional.empty()).items()).isEmpty();
    assertThat(TestReplies.received(tenant, "b1")).containsOnlyNulls();
  }

  @Test
  void shouldTellInPagesOldestFirst() {
    sent("maria", BookingStatus.PENDING);
    sent("maria", BookingStatus.CONFIRMED);
    sent("maria", BookingStatus.CANCELLED);

    Page<SentMessage> first = messages.page(tenant.id(), "maria", 2, Optional.empty());
    Page<SentMessage> second = messages.page(tenant.id(), "maria", 2, first.next());

    assertThat(kinds(first)).containsExactly("RECEIVED", "CONFIRMED");
    assertThat(kinds(second)).containsExactly("CANCELLED");
    assertThat(second.next()).isEmpty();
    assertThatThrownBy(() -> page("maria", Optional.of("nonsense")))
        .isInstanceOf(ForeignPositionException.class);
  }

  @Test
  void shouldForgetWhomMessagesWentToAndKeepThatTheyWent() {
    BookingMessage confirmed = sent("maria", BookingStatus.CONFIRMED);
    sent("joana", BookingStatus.PENDING);

    assertThat(messages.erase(tenant.id(), "maria")).isTrue();
    assertThat(messages.erase(tenant.id(), "maria")).isTrue();

    assertThat(page("maria", Optional.empty()).items()).isEmpty();
    assertThat(page("joana", Optional.empty()).items()).hasSize(1);
    MessageView forgotten =
        new MessageQueries(tenant.table())
                .ofBooking(
                    tenant.id(),
                    confirmed.bookingId(),
                    Optional.empty(),
                    Set.of(),
                    new PageRequest(100, Optional.empty()),
                    clock.instant())
                .items()
                .stream()
                .filter(message -> message.messageId().equals(confirmed.id()))
                .findFirst()
                .orElseThrow();
    assertThat(forgotten.sentAt()).isNotNull();
    assertThat(forgotten.recipientId()).isNull();
    assertThat(forgotten.text()).isNull();
    assertThat(ledger.claim(confirmed))
        .isEqualTo(new MessageLedger.Settled(MessageLedger.State.SENT));
  }

  @Test
  void shouldStopBeforeTheTimeIsOverAndGoOnLater() {
    sent("maria", BookingStatus.CONFIRMED);

    assertThat(Deadline.in(Duration.ZERO).during(() -> messages.erase(tenant.id(), "maria")))
        .isFalse();
    assertThat(page("maria", Optional.empty()).items()).hasSize(1);
    assertThat(messages.erase(tenant.id(), "maria")).isTrue();
    assertThat(page("maria", Optional.empty()).items()).isEmpty();
  }

  private Page<SentMessage> page(String userId, Optional<String> position) {
    return messages.page(tenant.id(), userId, 100, position);
  }

  private static List<String> kinds(Page<SentMessage> page) {
    return page.items().stream().map(SentMessage::kind).toList();
  }

  private BookingMessage dropped(String clientId, BookingStatus status) {
    BookingMessage message =
        BookingMessage.about(event(tenant.id(), booking(status), null)).orElseThrow();
    ledger.dropped((Lease) ledger.claim(message), DropReason.NUMBER_REFUSED, Optional.of(clientId));
    return message;
  }

  private BookingMessage sent(String recipientId, BookingStatus status) {
    clock.advance(Duration.ofSeconds(1));
    BookingMessage message =
        BookingMessage.about(event(tenant.id(), booking(status), null)).orElseThrow();
    ledger.sent(
        (Lease) ledger.claim(message),
        recipientId,
        Channel.SMS,
        "pt/any",
        Optional.of("Ola " + recipientId));
    return message;
  }
}
