package io.marcado.messaging.whatsapp;

import io.marcado.messaging.bookings.ProviderNews;
import io.marcado.messaging.replies.IncomingText;
import io.marcado.platform.aws.SdkClients;
import io.marcado.platform.aws.SqsBatches;
import io.marcado.platform.config.Variables;
import io.marcado.platform.json.Json;
import jakarta.inject.Singleton;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Where news of messages, and texts of people, wait to be dealt with. */
@Singleton
final class IncomingQueues {
  private final SqsClient sqs;
  private final String news;
  private final String texts;

  IncomingQueues(SdkClients clients, Variables variables) {
    this.sqs = clients.build("SQS", SqsClient.builder());
    this.news = variables.read(reader -> reader.text("WHATSAPP_EVENTS_QUEUE_URL"));
    this.texts = variables.read(reader -> reader.text("INCOMING_TEXTS_QUEUE_URL"));
  }

  /**
   * Puts all of it into the queues.
   *
   * @throws software.amazon.awssdk.core.exception.SdkException when a queue has not taken all: then
   *     it comes again, and part of it twice
   */
  void send(List<ProviderNews> toNote, List<IncomingText> toAnswer) {
    SqsBatches.send(sqs, news, toNote.stream().map(Json::write).toList(), _ -> {});
    SqsBatches.send(sqs, texts, toAnswer.stream().map(IncomingText::message).toList(), _ -> {});
  }
}
