package io.marcado.identity.accounts.channels;

import io.marcado.identity.accounts.secrets.Secrets;
import io.marcado.platform.aws.SdkTransport;
import io.marcado.platform.config.Variables;
import io.marcado.platform.sms.AllowedCountries;
import io.marcado.platform.whatsapp.CheckedWhatsAppSender;
import io.marcado.platform.whatsapp.WhatsAppSender;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.InstantSource;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** The sender of codes by WhatsApp, made only by functions that send them. */
@Factory
final class WhatsAppClients {

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

  private static WhatsAppSender cloudApi(
      Variables variables, Secrets secrets, InstantSource clock) {
    record Configuration(String url, String phoneNumberId, String template, String secretId) {}
    Configuration configuration =
        variables.read(
            reader ->
                new Configuration(
                    reader.text("WHATSAPP_API_URL"),
                    reader.text("WHATSAPP_PHONE_NUMBER_ID"),
                    reader.text("WHATSAPP_TEMPLATE"),
                    reader.text("WHATSAPP_TOKEN_SECRET")));
    return new CloudApiWhatsAppSender(
        new SdkTransport(
            () ->
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(CloudApiWhatsAppSender.CONNECT)
                    .socketTimeout(CloudApiWhatsAppSender.ANSWER)
                    .build()),
        URI.create("%s/%s/messages".formatted(configuration.url(), configuration.phoneNumberId())),
        configuration.template(),
        new AccessToken(secrets, configuration.secretId(), clock));
  }
}
