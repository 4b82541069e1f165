package io.marcado.senders.sms;

import io.marcado.platform.aws.SdkClients;
import io.marcado.platform.config.AllowedCountries;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import software.amazon.awssdk.services.sns.SnsClient;

/** The sender of text messages and its client, made only by functions that send them. */
@Factory
final class SmsClients {

  @Singleton
  SnsClient sns(SdkClients clients) {
    return clients.buildOnce("SNS", SnsClient.builder());
  }

  @Singleton
  SmsSender sender(SnsClient sns, AllowedCountries countries) {
    return new CheckedSmsSender(new SnsSmsSender(sns), countries);
  }
}
