package io.marcado.senders.whatsapp;

import io.marcado.platform.config.AllowedCountries;
import io.marcado.platform.config.Variables;
import io.marcado.secrets.KeptSecret;
import io.marcado.secrets.Secrets;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** The sender of messages by WhatsApp, made only by functions that send them. */
@Factory
final class WhatsAppClients {
  private static final String URL = "WHATSAPP_API_URL";

  @Singleton
  WhatsAppSender sender(
      Variables variables,
      BeanProvider<Secrets> secrets,
      InstantSource clock,
      AllowedCountries countries) {
    boolean configured = variables.find("WHATSAPP_PHONE_NUMBER_ID").isPresent();
    return new CheckedWhatsAppSender(
        configured
            ? cloudApi(variables, secrets.get(), clock)
            : (_, _, _) -> new WhatsAppSender.Outcome.Refused(WhatsAppSender.Reason.NOT_CONFIGURED),
        countries);
  }

  @Singleton
  WhatsAppNumbers numbers(Variables variables) {
    return new CloudApiNumbers(new GraphApi(variables.read(reader -> reader.text(URL))));
  }

  private static WhatsAppSender cloudApi(
      Variables variables, Secrets secrets, InstantSource clock) {
    record Configuration(String url, String phoneNumberId, String secretId) {}
    Configuration configuration =
        variables.read(
            reader ->
                new Configuration(
                    reader.text(URL),
                    reader.text("WHATSAPP_PHONE_NUMBER_ID"),
                    reader.text("WHATSAPP_TOKEN_SECRET")));
    return new CloudApiWhatsAppSender(
        new GraphApi(configuration.url()),
        configuration.phoneNumberId(),
        new KeptSecret(secrets, configuration.secretId(), clock),
        new OwnTokens(secrets, variables.find("WHATSAPP_NUMBER_SECRETS").orElse(""), clock));
  }
}
