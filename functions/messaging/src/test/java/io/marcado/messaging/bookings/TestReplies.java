package io.marcado.messaging.bookings;

import io.marcado.bookings.published.BookingImage;
import io.marcado.domain.PhoneNumber;
import io.marcado.messaging.FakeLinks;
import io.marcado.messaging.TestTenant;
import io.marcado.messaging.sending.WhatsAppWindow;
import io.marcado.messaging.texts.MessageTexts;
import io.marcado.platform.table.Selection;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client of a test, and what of the ledger tests of replies see. */
public final class TestReplies {
  private final FakeBookingFacts facts = new FakeBookingFacts();

  public TestReplies() {
    facts.anotherPhone();
  }

  public BookingFacts facts() {
    return facts;
  }

  public PhoneNumber phone() {
    return facts.phone();
  }

  /** From now on the client has another phone. */
  public void anotherPhone() {
    facts.anotherPhone();
  }

  /** From now on the booking is so, or there is none. */
  public void booking(@Nullable BookingImage booking) {
    facts.booking(booking);
  }

  public ReplyWriter writer(TestTenant tenant, InstantSource clock) {
    FakeLinks links = new FakeLinks();
    return new ReplyWriter(
        new BookingMessageWriter(
            facts,
            tenant.settings(clock),
            tenant.texts(clock),
            tenant.standing(clock),
            links,
            new WhatsAppWindow(tenant.table())),
        new MessageTexts(),
        links);
  }

  /** Texts of clients about a booking, as staff see them. */
  public static List<@Nullable String> received(TestTenant tenant, BookingImage booking) {
    return received(tenant, booking.bookingId().value());
  }

  static List<@Nullable String> received(TestTenant tenant, String bookingId) {
    return tenant
        .table()
        .of(tenant.id())
        .queryAll(Selection.of(MessageLedger.about(tenant.id(), bookingId)))
        .stream()
        .map(item -> MessageView.of(tenant.id(), item))
        .filter(view -> view.direction() == MessageView.Direction.IN)
        .map(MessageView::text)
        .toList();
  }
}
