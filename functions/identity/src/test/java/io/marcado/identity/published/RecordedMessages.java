package io.marcado.identity.published;

import io.marcado.platform.sms.AllowedCountries;
import io.marcado.platform.sms.RecordingSmsSender;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import jakarta.inject.Singleton;

/** Keeps messages in place of SNS. */
@Factory
final class RecordedMessages {

  @Singleton
  @Replaces(SnsSmsSender.class)
  RecordingSmsSender messages(AllowedCountries countries) {
    return new RecordingSmsSender(countries);
  }
}
