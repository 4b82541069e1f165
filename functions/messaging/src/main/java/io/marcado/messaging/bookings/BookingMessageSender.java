package io.marcado.messaging.bookings;

import io.marcado.bookings.published.BookingEvent;
import io.marcado.bookings.published.BookingImage;
import io.marcado.domain.Channel;
import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.identity.published.ClientStanding;
import io.marcado.messaging.bookings.MessageLedger.Held;
import io.marcado.messaging.bookings.MessageLedger.Lease;
import io.marcado.messaging.bookings.MessageLedger.Settled;
import io.marcado.messaging.sending.BusinessStanding;
import io.marcado.messaging.sending.Messenger;
import io.marcado.messaging.sending.Outgoing;
import io.marcado.messaging.sending.Sending;
import io.marcado.messaging.texts.Appointment;
import io.marcado.messaging.texts.MessageTexts;
import io.marcado.platform.tenant.SettingsReader;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/**
 * Sends a message once, if it is still true. It reads the booking right before it sends, and drops
 * the message if the booking no longer has the facts that it states.
 */
@Singleton
public final class BookingMessageSender {
  private final MessageLedger ledger;
  private final BookingFacts facts;
  private final SettingsReader settings;
  private final MessageTexts texts;
  private final MessageLimits limits;
  private final BusinessStanding businesses;
  private final Messenger messenger;
  private final InstantSource clock;

  BookingMessageSender(
      MessageLedger ledger,
      BookingFacts facts,
      SettingsReader settings,
      MessageTexts texts,
      MessageLimits limits,
      BusinessStanding businesses,
      Messenger messenger,
      InstantSource clock) {
    this.ledger = ledger;
    this.facts = facts;
    this.settings = settings;
    this.texts = texts;
    this.limits = limits;
    this.businesses = businesses;
    this.messenger = messenger;
    this.clock = clock;
  }

  private sealed interface Decision {}

  private record Drop(DropReason reason) implements Decision {}

  private record Send(String recipientId, PhoneNumber to, MessageTexts.Text text)
      implements Decision {}

  /**
   * Sends or drops each message because of an event, unless an earlier delivery did.
   *
   * @throws MessageHeldException while another attempt holds the lease of one of them
   */
  public void send(BookingEvent event) {
    BookingMessage.about(event).ifPresent(this::send);
    if (BookingMessageKind.toOwners(event).isPresent()) {
      for (String owner : facts.owners(new TenantId(event.tenantId()))) {
        BookingMessage.about(event, owner).ifPresent(this::send);
      }
    }
  }

  /**
   * Sends or drops the message, unless an earlier delivery did.
   *
   * @throws MessageHeldException while another attempt holds the lease
   */
  public void send(BookingMessage message) {
    switch (ledger.claim(message)) {
      case Settled _ -> {}
      case Held _ -> throw new MessageHeldException(message);
      case Lease lease -> send(lease);
    }
  }

  private void send(Lease lease) {
    switch (decision(lease)) {
      case Drop(DropReason reason) -> ledger.dropped(lease, reason);
      // When this throws, the outcome is unknown and the lease stays; see the ledger.
      case Send(String recipientId, PhoneNumber to, MessageTexts.Text text) -> {
        Outgoing.Sms sms = new Outgoing.Sms(to, text.body(), Optional.of(lease.message().id()));
        switch (sending(lease, sms)) {
          case Sending.Accepted(Channel by) -> ledger.sent(lease, recipientId, by, text.template());
          case Sending.Refused _, Sending.NotConfigured _ ->
              ledger.dropped(lease, DropReason.NUMBER_REFUSED);
        }
      }
    }
  }

  private Sending sending(Lease lease, Outgoing.Sms sms) {
    try {
      return messenger.send(sms);
    } catch (RuntimeException e) {
      if (!lease.counted()) {
        suppressing(e, () -> ledger.counted(lease));
      }
      throw e;
    }
  }

  private Decision decision(Lease lease) {
    try {
      return decide(lease);
    } catch (RuntimeException e) {
      // If this fails, the lease expires by itself.
      suppressing(e, () -> ledger.released(lease));
      throw e;
    }
  }

  private Decision decide(Lease lease) {
    BookingMessage message = lease.message();
    Instant now = clock.instant();
    Optional<BookingImage> found = facts.booking(message.tenant(), message.bookingId());
    if (found.isEmpty()) {
      return new Drop(DropReason.BOOKING_GONE);
    }
    BookingMessageKind kind = message.kind();
    // What was agreed on stands while the client asks for another time.
    BookingImage booking =
        kind == BookingMessageKind.REMINDER ? found.get().agreed() : found.get();
    if (!kind.fits(booking.status())) {
      return new Drop(DropReason.STATUS_CHANGED);
    }
    if (!message.states(booking)) {
      return new Drop(DropReason.FACTS_CHANGED);
    }
    if (kind.announces() && !now.isBefore(booking.start())) {
      return new Drop(DropReason.STARTED);
    }
    OrganizationSettings business = settings.get(message.tenant());
    if (kind == BookingMessageKind.REMINDER
        && !message.isWanted(business.reminders().reminderMinutesBefore())) {
      return new Drop(DropReason.REMINDERS_OFF);
    }
    Optional<String> recipientId =
        message.ownerId().or(() -> Optional.ofNullable(booking.clientId()).map(PersonId::value));
    Optional<ClientStanding> person = recipientId.flatMap(id -> facts.person(message.tenant(), id));
    if (recipientId.isEmpty() || person.isEmpty()) {
      return new Drop(DropReason.NO_RECIPIENT);
    }
    if (person.get().barred() && !kind.tellsOfAChange()) {
      return new Drop(DropReason.BARRED);
    }
    if (businesses.isStopped(message.tenant())) {
      return new Drop(DropReason.STOPPED);
    }
    Locale locale = person.get().contact().locale().orElse(business.locale());
    MessageTexts.Text text = text(message, booking, business, locale, now);
    // Last, so that a message that is dropped for another reason does not count.
    return lease.counted() || limits.allow(message.tenant(), person.get(), booking, kind)
        ? new Send(recipientId.get(), person.get().contact().phone(), text)
        : new Drop(DropReason.LIMIT);
  }

  private MessageTexts.Text text(
      BookingMessage message,
      BookingImage booking,
      OrganizationSettings business,
      Locale locale,
      Instant now) {
    BookingFacts.Names names = facts.names(message.tenant(), booking);
    return texts.write(
        message.kind().template(),
        locale,
        new Appointment(
            business.branding().displayName(),
            names.service(),
            names.resources(),
            booking.start(),
            business.timeline(),
            now,
            businesses.isFree(message.tenant())));
  }

  private static void suppressing(RuntimeException cause, Runnable note) {
    try {
      note.run();
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }
}
