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
  private final String texts;
  private final String chats;
  private final String emails;

  SqsChannelQueues(SdkClients clients, Variables variables) {
    this.sqs = clients.build("SQS", SqsClient.builder());
    this.texts = variables.read(reader -> reader.text("SMS_QUEUE_URL"));
    this.chats = variables.read(reader -> reader.text("WHATSAPP_QUEUE_URL"));
    this.emails = variables.read(reader -> reader.text("EMAIL_QUEUE_URL"));
  }

  @Override
  public void put(TenantId tenant, Channel channel, String body) {
    SqsBatches.send(
        sqs,
        switch (channel) {
          case SMS -> texts;
          case WHATSAPP -> chats;
          case EMAIL -> emails;
        },
        List.of(body),
        entry -> entry.messageGroupId(tenant.value()));
  }
}
