package io.marcado.identity.accounts.channels;

import io.marcado.platform.email.EmailSender;
import io.marcado.platform.email.RecordingEmailSender;
import io.marcado.platform.sms.AllowedCountries;
import io.marcado.platform.sms.RecordingSmsSender;
import io.marcado.platform.sms.SmsSender;
import io.marcado.platform.whatsapp.RecordingWhatsAppSender;
import io.marcado.platform.whatsapp.WhatsAppSender;
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
