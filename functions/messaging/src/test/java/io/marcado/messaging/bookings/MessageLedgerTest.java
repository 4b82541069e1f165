package io.marcado.messaging.bookings;

import static io.marcado.messaging.TestBookings.booking;
import static io.marcado.messaging.TestBookings.by;
import static io.marcado.messaging.TestBookings.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.published.BookingSource;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.domain.Channel;
import io.marcado.messaging.MovableClock;
import io.marcado.messaging.TestTenant;
import io.marcado.messaging.bookings.MessageLedger.Held;
import io.marcado.messaging.bookings.MessageLedger.Lease;
import io.marcado.messaging.bookings.MessageLedger.Settled;
import io.marcado.messaging.bookings.MessageLedger.State;
import io.marcado.platform.table.Item;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class MessageLedgerTest {
  private static final Optional<String> TEXT = Optional.of("Salao: sua reserva esta confirmada.");

  private final MovableClock clock = new MovableClock("2026-11-20T12:00:00Z");
  private final TestTenant tenant = TestTenant.create();
  private final MessageLedger ledger = new MessageLedger(tenant.table(), tenant.ids(), clock);
  private final BookingMessage message =
      BookingMessage.about(
              event(
                  tenant.id(),
                  by(booking(BookingStatus.CONFIRMED), BookingSource.PUBLIC, BookingSource.STAFF),
                  null))
          .orElseThrow();

  @Test
  void shouldGrantOneLeaseAtATime() {
    assertThat(ledger.claim(message)).isInstanceOf(Lease.class);
    assertThat(ledger.claim(message)).isInstanceOf(Held.class);
    clock.advance(MessageLedger.LEASE.plusMillis(1));
    assertThat(ledger.claim(message)).isInstanceOf(Lease.class);
  }

  @Test
  void shouldGrantAReleasedMessageAtOnce() {
    ledger.released(lease());

    assertThat(ledger.claim(message)).isInstanceOf(Lease.class);
    assertThat(entry().attempts()).isEqualTo(2);
  }

  @Test
  void shouldGrantNothingOnceAMessageIsSettled() {
    ledger.sent(lease(), "maria", Channel.SMS, "pt/confirmed", TEXT);

    clock.advance(Duration.ofDays(30));
    assertThat(ledger.claim(message)).isEqualTo(new Settled(State.SENT));
  }

  @Test
  void shouldLeaveAMessageToTheConsumerThatTookItOver() {
    Lease late = lease();
    clock.advance(MessageLedger.LEASE.plusSeconds(1));
    Lease present = lease();

    ledger.dropped(late, DropReason.STARTED, Optional.empty());
    assertThat(entry().state()).isEqualTo(State.SENDING);
    ledger.sent(present, "maria", Channel.SMS, "pt/confirmed", TEXT);
    ledger.released(late);
    assertThat(entry().state()).isEqualTo(State.SENT);
  }

  @Test
  void shouldRememberWhatAMessageIsAboutAndWhen() {
    Lease lease = lease();
    clock.advance(Duration.ofSeconds(3));
    ledger.sent(lease, "maria", Channel.SMS, "pt/confirmed", TEXT);

    MessageLedger.Entry entry = entry();
    assertThat(entry.message()).isEqualTo(message);
    assertThat(entry.createdAt()).isEqualTo("2026-11-20T12:00:00Z");
    assertThat(entry.changedAt()).isEqualTo("2026-11-20T12:00:03Z");
    assertThat(entry.channel()).contains(Channel.SMS);
    assertThat(entry.dropped()).isEmpty();
  }

  @Test
  void shouldHoldNoPhoneAndNoName() {
    ledger.sent(lease(), "maria", Channel.SMS, "pt/confirmed", TEXT);

    assertThat(item().attributes().keySet())
        .containsExactlyInAnyOrder(
            "pk",
            "sk",
            "g2pk",
            "g2sk",
            "ttl",
            "state",
            "kind",
            "bookingId",
            "start",
            "localStart",
            "details",
            "changeSource",
            "resourceIds",
            "occasion",
            "createdAt",
            "changedAt",
            "attempts",
            "channel",
            "template",
            "text");
  }

  /** DynamoDB bills writes, of the item and of its place in the index, by the kilobyte. */
  @Test
  void shouldStayWithinOneWriteUnitWithATextOfTwoSms() {
    ledger.sent(
        lease(), "c5lmnt7e3p2q6ryz", Channel.SMS, "pt/confirmed", Optional.of("x".repeat(306)));

    assertThat(
            item().attributes().entrySet().stream()
                .mapToInt(entry -> entry.getKey().length() + bytes(entry.getValue()))
                .sum())
        .isLessThan(1024);
  }

  private static int bytes(AttributeValue value) {
    if (value.hasL()) {
      return 3 + value.l().stream().mapToInt(each -> 1 + bytes(each)).sum();
    }
    int longestNumber = 21;
    return value.s() == null ? longestNumber : value.s().getBytes(StandardCharsets.UTF_8).length;
  }

  @Test
  void shouldBeInNoIndexUntilItIsSent() {
    Lease lease = lease();
    assertThat(item().attributes()).doesNotContainKeys("g1pk", "g2pk");

    ledger.dropped(lease, DropReason.STARTED, Optional.empty());
    assertThat(item().attributes()).doesNotContainKeys("g1pk", "g2pk");
  }

  private Item item() {
    return tenant
        .table()
        .of(tenant.id())
        .get(MessageLedger.key(tenant.id(), message.bookingId(), message.id()))
        .orElseThrow();
  }

  private Lease lease() {
    return (Lease) ledger.claim(message);
  }

  private MessageLedger.Entry entry() {
    return ledger.find(message).orElseThrow();
  }
}
