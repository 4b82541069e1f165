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
      case Outgoing.Email mail -> {
        Sending sending = send(mail);
        yield sending instanceof Sending.Accepted || mail.otherwise().isEmpty()
            ? sending
            : send(mail.otherwise().get());
      }
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
