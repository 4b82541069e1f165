package io.marcado.messaging.bookings;

import io.marcado.domain.Channel;
import io.marcado.domain.TenantId;
import io.marcado.platform.aws.SdkClients;
import io.marcado.platform.aws.SqsBatches;
import io.marcado.platform.config.Variables;
import jakarta.inject.Singleton;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The queues of SQS. */
@Singleton
final class SqsChannelQueues implements ChannelQueues {
  private final SqsClient sqs;
  private final String bySms;
  private final String byWhatsApp;
  private final String byEmail;

  SqsChannelQueues(SdkClients clients, Variables variables) {
    this.sqs = clients.build("SQS", SqsClient.builder());
    this.bySms = variables.read(reader -> reader.text("SMS_QUEUE_URL"));
    this.byWhatsApp = variables.read(reader -> reader.text("WHATSAPP_QUEUE_URL"));
    this.byEmail = variables.read(reader -> reader.text("EMAIL_QUEUE_URL"));
  }

  @Override
  public void put(TenantId tenant, Channel channel, String body) {
    SqsBatches.send(
        sqs,
        switch (channel) {
          case SMS -> bySms;
          case WHATSAPP -> byWhatsApp;
          case EMAIL -> byEmail;
        },
        List.of(body),
        entry -> entry.messageGroupId(tenant.value()));
  }
}
