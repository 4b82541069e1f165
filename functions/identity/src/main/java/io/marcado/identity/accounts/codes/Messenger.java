package io.marcado.identity.accounts.codes;

import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.platform.config.Variables;
import io.marcado.platform.logging.Failures;
import io.marcado.platform.tenant.SettingsReader;
import io.marcado.senders.email.EmailSender;
import io.marcado.senders.sms.SmsSender;
import io.marcado.senders.whatsapp.WhatsAppSender;
import io.marcado.senders.whatsapp.WhatsAppTemplate;
import io.marcado.senders.whatsapp.WhatsAppUnavailableException;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts messages about accounts into words and hands them to their channel's provider. */
@Singleton
final class Messenger {
  private static final Logger LOG = LoggerFactory.getLogger(Messenger.class);

  private final SettingsReader settings;
  private final String codeTemplate;
  private final SmsSender sms;
  private final WhatsAppSender whatsApp;
  private final EmailSender email;

  Messenger(
      SettingsReader settings,
      Variables variables,
      SmsSender sms,
      WhatsAppSender whatsApp,
      EmailSender email) {
    this.settings = settings;
    // Without a number to send from, no template is ever asked for.
    this.codeTemplate =
        variables
            .find("WHATSAPP_PHONE_NUMBER_ID")
            .map(_ -> variables.read(reader -> reader.text("WHATSAPP_TEMPLATE")))
            .orElse("");
    this.sms = sms;
    this.whatsApp = whatsApp;
    this.email = email;
  }

  /**
   * Sends a message once. One that the provider refuses is logged, and over with.
   *
   * @param secret the code or token; empty for none
   * @throws RuntimeException when it may have a better chance later
   */
  void send(TenantId tenant, Delivery delivery, String secret) {
    OrganizationSettings business = settings.get(tenant);
    MessageText text =
        MessageText.of(
            delivery.message(), business.locale(), business.branding().displayName(), secret);
    switch (delivery.to()) {
      case Target.Phone(PhoneNumber number) -> {
        boolean byWhatsApp =
            delivery.channel() == Channel.WHATSAPP
                && delivery.message().secret() == Message.Secret.CODE;
        // SMS reaches every phone, so a code that WhatsApp surely did not take goes there.
        if (!byWhatsApp || !sentByWhatsApp(number, secret, business)) {
          sendSms(number, text, delivery);
        }
      }
      case Target.Email(String address) -> sendEmail(address, text, delivery);
    }
  }

  private boolean sentByWhatsApp(PhoneNumber number, String code, OrganizationSettings business) {
    try {
      return switch (whatsApp.send(
          number, WhatsAppTemplate.ofCode(codeTemplate, business.locale(), code))) {
        case WhatsAppSender.Outcome.Accepted _ -> true;
        case WhatsAppSender.Outcome.Refused(WhatsAppSender.Reason reason) -> {
          LOG.warn("WhatsApp did not take a code, which goes by SMS: {}", reason);
          yield false;
        }
      };
    } catch (WhatsAppUnavailableException e) {
      // At worst the same code comes twice. Waiting for WhatsApp would hold up everybody's codes.
      LOG.warn("WhatsApp gave no answer, so the code goes by SMS too: {}", Failures.summary(e));
      return false;
    }
  }

  // A notice is the same message each time; a code sent again is another one.
  private void sendSms(PhoneNumber number, MessageText text, Delivery delivery) {
    SmsSender.Outcome outcome =
        isNotice(delivery)
            ? sms.send(number, text.body(), delivery.id())
            : sms.send(number, text.body());
    if (outcome instanceof SmsSender.Outcome.Refused(SmsSender.Reason reason)) {
      // Phones are checked when they are given, so this is ours to repair.
      LOG.error("{} could not be sent by SMS: {}", delivery, reason);
    }
  }

  private void sendEmail(String address, MessageText text, Delivery delivery) {
    EmailSender.Outcome outcome =
        isNotice(delivery)
            ? email.send(address, text.subject(), text.body(), delivery.id())
            : email.send(address, text.subject(), text.body());
    switch (outcome) {
      case EmailSender.Outcome.Accepted _ -> {}
      // A deployment may do without e-mail: whoever has to be told by both is told by SMS then.
      case EmailSender.Outcome.Refused(EmailSender.Reason reason)
          when reason == EmailSender.Reason.NOT_CONFIGURED ->
          LOG.warn("{} was not sent, since there is no e-mail sender", delivery);
      case EmailSender.Outcome.Refused(EmailSender.Reason reason) ->
          LOG.error("{} could not be sent by e-mail: {}", delivery, reason);
    }
  }

  private static boolean isNotice(Delivery delivery) {
    return delivery.message().secret() == Message.Secret.NONE;
  }
}
