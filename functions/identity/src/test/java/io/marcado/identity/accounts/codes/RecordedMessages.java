package io.marcado.identity.accounts.codes;

import io.marcado.platform.config.AllowedCountries;
import io.marcado.senders.email.EmailClients;
import io.marcado.senders.email.EmailSender;
import io.marcado.senders.email.RecordingEmailSender;
import io.marcado.senders.sms.RecordingSmsSender;
import io.marcado.senders.sms.SmsClients;
import io.marcado.senders.sms.SmsSender;
import io.marcado.senders.whatsapp.RecordingWhatsAppSender;
import io.marcado.senders.whatsapp.WhatsAppClients;
import io.marcado.senders.whatsapp.WhatsAppSender;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import jakarta.inject.Singleton;

/** Keeps messages in place of the providers. */
@Factory
final class RecordedMessages {

  @Singleton
  @Replaces(value = SmsSender.class, factory = SmsClients.class)
  RecordingSmsSender messages(AllowedCountries countries) {
    return new RecordingSmsSender(countries);
  }

  @Singleton
  @Replaces(value = EmailSender.class, factory = EmailClients.class)
  RecordingEmailSender emails() {
    return new RecordingEmailSender();
  }

  @Singleton
  @Replaces(value = WhatsAppSender.class, factory = WhatsAppClients.class)
  RecordingWhatsAppSender codes(AllowedCountries countries) {
    return new RecordingWhatsAppSender(countries);
  }
}
