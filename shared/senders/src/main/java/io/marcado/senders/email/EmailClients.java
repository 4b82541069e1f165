package io.marcado.senders.email;

import io.marcado.platform.aws.SdkClients;
import io.marcado.platform.config.Variables;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.util.Optional;
import software.amazon.awssdk.services.sesv2.SesV2Client;

/** The sender of e-mails, made only by functions that send them. */
@Factory
final class EmailClients {

  @Singleton
  EmailSender sender(SdkClients clients, Variables variables) {
    Optional<String> from = variables.find("EMAIL_FROM");
    return new CheckedEmailSender(
        from.isPresent()
            ? new SesEmailSender(clients.buildOnce("SESV2", SesV2Client.builder()), from.get())
            : (_, _, _) -> new EmailSender.Outcome.Refused(EmailSender.Reason.NOT_CONFIGURED));
  }
}
