package io.marcado.messaging.whatsapp;

import io.marcado.messaging.bookings.ProviderNews;
import io.marcado.platform.aws.SdkClients;
import io.marcado.platform.config.Variables;
import io.marcado.platform.json.Json;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** Where news waits to be dealt with. */
@Singleton
final class EventQueue {
  private static final int BATCH = 10;

  private final SqsClient sqs;
  private final String url;

  EventQueue(SdkClients clients, Variables variables) {
    this.sqs = clients.build("SQS", SqsClient.builder());
    this.url = variables.read(reader -> reader.text("WHATSAPP_EVENTS_QUEUE_URL"));
  }

  /**
   * Puts all of it into the queue.
   *
   * @throws RuntimeException when the queue has not taken all: then it comes again, and part of it
   *     twice
   */
  void send(List<ProviderNews> news) {
    for (int from = 0; from < news.size(); from += BATCH) {
      List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
      for (ProviderNews one : news.subList(from, Math.min(news.size(), from + BATCH))) {
        entries.add(
            SendMessageBatchRequestEntry.builder()
                .id(String.valueOf(entries.size()))
                .messageBody(Json.write(one))
                .build());
      }
      if (!sqs.sendMessageBatch(request -> request.queueUrl(url).entries(entries))
          .failed()
          .isEmpty()) {
        throw new IllegalStateException("the queue did not take all news");
      }
    }
  }
}
