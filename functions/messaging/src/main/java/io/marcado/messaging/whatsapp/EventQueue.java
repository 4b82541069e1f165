package io.marcado.messaging.whatsapp;

import io.marcado.messaging.bookings.ProviderNews;
import io.marcado.messaging.replies.IncomingText;
import io.marcado.platform.aws.SdkClients;
import io.marcado.platform.config.Variables;
import io.marcado.platform.json.Json;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** Where news and texts wait to be dealt with. */
@Singleton
final class EventQueue {
  private static final int BATCH = 10;

  private final SqsClient sqs;
  private final String news;
  private final String texts;

  EventQueue(SdkClients clients, Variables variables) {
    this.sqs = clients.build("SQS", SqsClient.builder());
    this.news = variables.read(reader -> reader.text("WHATSAPP_EVENTS_QUEUE_URL"));
    this.texts = variables.read(reader -> reader.text("INCOMING_TEXTS_QUEUE_URL"));
  }

  /**
   * Puts all of it into the queues.
   *
   * @throws RuntimeException when a queue has not taken all: then it comes again, and part of it
   *     twice
   */
  void send(List<ProviderNews> toNote, List<IncomingText> toAnswer) {
    send(news, toNote.stream().map(Json::write).toList());
    send(texts, toAnswer.stream().map(IncomingText::message).toList());
  }

  private void send(String url, List<String> messages) {
    for (int from = 0; from < messages.size(); from += BATCH) {
      List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
      for (String message : messages.subList(from, Math.min(messages.size(), from + BATCH))) {
        entries.add(
            SendMessageBatchRequestEntry.builder()
                .id(String.valueOf(entries.size()))
                .messageBody(message)
                .build());
      }
      if (!sqs.sendMessageBatch(request -> request.queueUrl(url).entries(entries))
          .failed()
          .isEmpty()) {
        throw new IllegalStateException("the queue did not take all");
      }
    }
  }
}
