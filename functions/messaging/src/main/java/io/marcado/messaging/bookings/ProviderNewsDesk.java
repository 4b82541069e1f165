package io.marcado.messaging.bookings;

import io.marcado.domain.Channel;
import io.marcado.messaging.bookings.MessageLedger.State;
import io.marcado.messaging.bookings.MessageLedger.Told;
import io.marcado.messaging.bookings.ProviderNews.What;
import io.marcado.messaging.numbers.OwnNumbers;
import io.marcado.messaging.sending.Try;
import io.marcado.messaging.sending.WhatsAppWindow;
import io.marcado.senders.whatsapp.OwnNumber;
import io.marcado.senders.whatsapp.WhatsAppErrors;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deals with news from WhatsApp, each as often as it comes. */
@Singleton
public final class ProviderNewsDesk {
  private static final Logger LOG = LoggerFactory.getLogger(ProviderNewsDesk.class);

  private final MessageLedger ledger;
  private final MessageRouter router;
  private final WhatsAppWindow window;
  private final OwnNumbers numbers;
  private final InstantSource clock;

  ProviderNewsDesk(
      MessageLedger ledger,
      MessageRouter router,
      WhatsAppWindow window,
      OwnNumbers numbers,
      InstantSource clock) {
    this.ledger = ledger;
    this.router = router;
    this.window = window;
    this.numbers = numbers;
    this.clock = clock;
  }

  /**
   * Notes it, and puts into the queue of the next channel what could not be delivered.
   *
   * @throws MessageHeldException for what is only just being sent: it is to come again
   */
  public void take(ProviderNews news) {
    String phoneHash = news.phoneHash();
    if (phoneHash != null) {
      Instant second = Instant.ofEpochSecond(news.seconds());
      window.wrote(phoneHash, second);
      news.ownNumber().ifPresent(number -> numbers.wrote(number, second.plusMillis(999)));
    }
    String reference = news.reference();
    What what = news.what();
    if (reference != null && what != null) {
      MessageReference.find(reference)
          .filter(message -> mayTellOf(message, news))
          .ifPresent(message -> take(message, what, news));
    }
  }

  // Who has the token of a number may send what it likes from it, with any reference.
  private static boolean mayTellOf(MessageReference message, ProviderNews news) {
    return news.ownNumber().map(number -> number.business().equals(message.tenant())).orElse(true);
  }

  private void take(MessageReference message, What what, ProviderNews news) {
    switch (what) {
      case DELIVERED -> arrived(message, State.DELIVERED, news);
      case READ -> arrived(message, State.READ, news);
      case FAILED -> {
        int code = news.code();
        Optional<OwnNumber> number = news.ownNumber();
        String reason =
            (number.isEmpty()
                    ? WhatsAppErrors.reason(code)
                    : WhatsAppErrors.reasonOfOwnNumber(code))
                .name();
        LOG.warn("WhatsApp could not deliver a message: {}, code {}", reason, code);
        number.ifPresent(
            own ->
                numbers.told(
                    own,
                    List.of(new Try(Channel.WHATSAPP, Try.Result.FAILED, reason)),
                    clock.instant()));
        failed(message, reason);
      }
    }
  }

  private void failed(MessageReference message, String reason) {
    switch (ledger.failed(message, reason)) {
      case DONE -> {}
      case TOO_EARLY -> throw new MessageHeldException(message.messageId());
      case OPEN_AGAIN ->
          router.route(
              new WaitingMessage(
                  message.tenant(), message.bookingId(), message.messageId(), clock.instant()));
    }
  }

  private void arrived(MessageReference message, State state, ProviderNews news) {
    news.ownNumber().ifPresent(numbers::arrived);
    if (ledger.arrived(message, state) == Told.TOO_EARLY) {
      throw new MessageHeldException(message.messageId());
    }
  }
}
