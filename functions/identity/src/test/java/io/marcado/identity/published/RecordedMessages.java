package io.marcado.identity.published;

import io.marcado.platform.sms.AllowedCountries;
import io.marcado.platform.sms.RecordingSmsSender;
import io.marcado.platform.sms.SmsSender;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import jakarta.inject.Singleton;

/** Keeps messages in place of SNS. */
@Factory
final class RecordedMessages {

  @Singleton
  @Replaces(value = SmsSender.class, factory = SmsClients.class)
  RecordingSmsSender messages(AllowedCountries countries) {
    return new RecordingSmsSender(countries);
  }
}
