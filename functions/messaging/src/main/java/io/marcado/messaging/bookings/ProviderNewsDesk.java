package io.marcado.messaging.bookings;

import io.marcado.messaging.bookings.MessageLedger.State;
import io.marcado.messaging.bookings.MessageLedger.Told;
import io.marcado.messaging.bookings.ProviderNews.What;
import io.marcado.messaging.sending.WhatsAppWindow;
import io.marcado.senders.whatsapp.WhatsAppErrors;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deals with news from WhatsApp, each as often as it comes. */
@Singleton
public final class ProviderNewsDesk {
  private static final Logger LOG = LoggerFactory.getLogger(ProviderNewsDesk.class);

  private final MessageLedger ledger;
  private final BookingMessageSender sender;
  private final WhatsAppWindow window;

  ProviderNewsDesk(MessageLedger ledger, BookingMessageSender sender, WhatsAppWindow window) {
    this.ledger = ledger;
    this.sender = sender;
    this.window = window;
  }

  /**
   * Notes it, and sends by the next channel what could not be delivered.
   *
   * @throws MessageHeldException for what is only just being sent: it is to come again
   */
  public void take(ProviderNews news) {
    String phoneHash = news.phoneHash();
    if (phoneHash != null) {
      window.wrote(phoneHash, Instant.ofEpochSecond(news.seconds()));
    }
    String reference = news.reference();
    What what = news.what();
    if (reference != null && what != null) {
      MessageReference.find(reference).ifPresent(message -> take(message, what, news.code()));
    }
  }

  private void take(MessageReference message, What what, int code) {
    switch (what) {
      case DELIVERED -> arrived(message, State.DELIVERED);
      case READ -> arrived(message, State.READ);
      case FAILED -> {
        String reason = WhatsAppErrors.reason(code).name();
        LOG.warn("WhatsApp could not deliver a message: {}, code {}", reason, code);
        sender.failed(message, reason);
      }
    }
  }

  private void arrived(MessageReference message, State state) {
    if (ledger.arrived(message, state) == Told.TOO_EARLY) {
      throw new MessageHeldException(message.messageId());
    }
  }
}
