package io.marcado.messaging.sending;

import io.marcado.domain.Channel;
import io.marcado.domain.PhoneNumber;
import io.marcado.platform.config.Variables;
import io.marcado.platform.logging.Failures;
import io.marcado.senders.email.EmailSender;
import io.marcado.senders.sms.SmsSender;
import io.marcado.senders.whatsapp.WhatsAppSender;
import io.marcado.senders.whatsapp.WhatsAppTemplate;
import io.marcado.senders.whatsapp.WhatsAppUnavailableException;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands each message once to the provider of its channel. */
@Singleton
public final class Messenger {
  private static final Logger LOG = LoggerFactory.getLogger(Messenger.class);

  private final SmsSender sms;
  private final WhatsAppSender whatsApp;
  private final EmailSender email;
  private final String codeTemplate;

  public Messenger(SmsSender sms, WhatsAppSender whatsApp, EmailSender email, Variables variables) {
    this.sms = sms;
    this.whatsApp = whatsApp;
    this.email = email;
    // Without a number to send from, no template is ever asked for.
    this.codeTemplate =
        variables
            .find("WHATSAPP_PHONE_NUMBER_ID")
            .map(_ -> variables.read(reader -> reader.text("WHATSAPP_TEMPLATE")))
            .orElse("");
  }

  /**
   * Sends a message.
   *
   * @throws RuntimeException when the provider does not answer: the outcome is unknown
   */
  public Sending send(Outgoing message) {
    return switch (message) {
      case Outgoing.Sms text -> send(text);
      case Outgoing.WhatsAppCode code ->
          whatsAppTook(code) ? new Sending.Accepted(Channel.WHATSAPP) : send(code.otherwise());
      case Outgoing.Email mail -> send(mail);
      case Outgoing.WhatsApp chat -> send(chat);
    };
  }

  /**
   * The outcome of several ways of sending one message.
   *
   * @param taken the position of the way that a provider has accepted; empty for none
   * @param providerId of the message, as the provider has told it; empty for what it has not
   * @param tries of all channels that were tried, in their order
   */
  public record Turn(OptionalInt taken, Optional<String> providerId, List<Try> tries) {}

  /**
   * Tries to send a message by one way after the other, until a provider accepts it. A channel that
   * refuses is tried no more; but a text that comes too late for WhatsApp may go as a template.
   * What may have gone out by WhatsApp goes by the next way too: at worst it arrives twice, and
   * waiting would delay the messages of everybody.
   *
   * @throws RuntimeException when no way is left, and WhatsApp may take it at another time
   */
  public Turn sendInTurn(List<Outgoing> ways) {
    List<Try> tries = new ArrayList<>();
    Optional<WhatsAppUnavailableException> passing = Optional.empty();
    for (int i = 0; i < ways.size(); i++) {
      Outgoing way = ways.get(i);
      if (tries.stream().anyMatch(earlier -> earlier.channel() == way.channel())) {
        continue;
      }
      try {
        switch (send(way)) {
          case Sending.Accepted(Channel by, Optional<String> providerId) -> {
            tries.add(Try.accepted(by));
            return new Turn(OptionalInt.of(i), providerId, tries);
          }
          case Sending.Refused(Channel by, String reason) -> {
            if (!reason.equals(WhatsAppSender.Reason.WINDOW_CLOSED.name())) {
              tries.add(new Try(by, Try.Result.REFUSED, reason));
            }
            if (reason.equals(WhatsAppSender.Reason.NOT_TAKEN.name())) {
              passing =
                  Optional.of(
                      new WhatsAppUnavailableException("WhatsApp takes nothing from us now", null));
            }
          }
          case Sending.NotConfigured _ -> {}
        }
      } catch (WhatsAppUnavailableException e) {
        LOG.warn("WhatsApp gave no answer, so a message goes on: {}", Failures.summary(e));
        tries.add(new Try(Channel.WHATSAPP, Try.Result.UNKNOWN, ""));
        passing = Optional.of(e);
      }
    }
    if (passing.isPresent()) {
      throw passing.get();
    }
    return new Turn(OptionalInt.empty(), Optional.empty(), tries);
  }

  private Sending send(Outgoing.WhatsApp message) {
    WhatsAppSender number = message.from().map(whatsApp::from).orElse(whatsApp);
    return switch (number.send(message.to(), message.message(), Optional.of(message.reference()))) {
      case WhatsAppSender.Outcome.Accepted(String id) ->
          new Sending.Accepted(Channel.WHATSAPP, Optional.of(id));
      case WhatsAppSender.Outcome.Refused(WhatsAppSender.Reason reason)
          when reason == WhatsAppSender.Reason.NOT_CONFIGURED ->
          new Sending.NotConfigured(Channel.WHATSAPP);
      case WhatsAppSender.Outcome.Refused(WhatsAppSender.Reason reason) ->
          new Sending.Refused(Channel.WHATSAPP, reason.name());
    };
  }

  private Sending send(Outgoing.Sms message) {
    PhoneNumber to = message.to();
    String text = message.text().body();
    SmsSender.Outcome outcome =
        message.id().map(id -> sms.send(to, text, id)).orElseGet(() -> sms.send(to, text));
    return switch (outcome) {
      case SmsSender.Outcome.Accepted _ -> new Sending.Accepted(Channel.SMS);
      case SmsSender.Outcome.Refused(SmsSender.Reason reason) ->
          new Sending.Refused(Channel.SMS, reason.name());
    };
  }

  private Sending send(Outgoing.Email message) {
    return switch (hand(message)) {
      case EmailSender.Outcome.Accepted _ -> new Sending.Accepted(Channel.EMAIL);
      case EmailSender.Outcome.Refused(EmailSender.Reason reason)
          when reason == EmailSender.Reason.NOT_CONFIGURED ->
          new Sending.NotConfigured(Channel.EMAIL);
      case EmailSender.Outcome.Refused(EmailSender.Reason reason) ->
          new Sending.Refused(Channel.EMAIL, reason.name());
    };
  }

  private EmailSender.Outcome hand(Outgoing.Email message) {
    String to = message.to();
    String subject = message.subject();
    String text = message.text();
    if (message.id().isEmpty()) {
      return email.send(to, subject, text);
    }
    String id = message.id().get();
    return message
        .invitation()
        .map(invitation -> email.send(to, subject, text, id, invitation))
        .orElseGet(() -> email.send(to, subject, text, id));
  }

  // SMS reaches every phone, so a code that WhatsApp certainly refused goes by SMS.
  private boolean whatsAppTook(Outgoing.WhatsAppCode message) {
    WhatsAppTemplate filledIn =
        WhatsAppTemplate.ofCode(codeTemplate, message.language(), message.code());
    try {
      return switch (whatsApp.send(message.otherwise().to(), filledIn)) {
        case WhatsAppSender.Outcome.Accepted _ -> true;
        case WhatsAppSender.Outcome.Refused(WhatsAppSender.Reason reason) -> {
          LOG.warn("WhatsApp did not take a code, which goes by SMS: {}", reason);
          yield false;
        }
      };
    } catch (WhatsAppUnavailableException e) {
      // At worst the same code arrives twice. Waiting for WhatsApp would delay the codes of
      // everybody.
      LOG.warn("WhatsApp gave no answer, so the code goes by SMS too: {}", Failures.summary(e));
      return false;
    }
  }
}
