package io.marcado.platform.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** Sends many messages to a queue of SQS, ten in a request. Each is JSON. */
public final class SqsBatches {
  private static final int BATCH = 10;

  private SqsBatches() {}

  /**
   * Puts all messages into a queue.
   *
   * @param each completes a message, for example by its group
   * @throws SdkClientException when the queue has not taken all: a part of them may be there
   */
  public static void send(
      SqsClient sqs,
      String url,
      List<String> bodies,
      Consumer<SendMessageBatchRequestEntry.Builder> each) {
    for (int from = 0; from < bodies.size(); from += BATCH) {
      List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
      for (String body : bodies.subList(from, Math.min(bodies.size(), from + BATCH))) {
        entries.add(
            SendMessageBatchRequestEntry.builder()
                .id(String.valueOf(entries.size()))
                .messageBody(escaped(body))
                .applyMutation(each)
                .build());
      }
      if (!sqs.sendMessageBatch(request -> request.queueUrl(url).entries(entries))
          .failed()
          .isEmpty()) {
        throw SdkClientException.create("the queue did not take all messages");
      }
    }
  }

  /**
   * The same JSON without the characters that SQS refuses: it takes those that XML has. They stand
   * in texts of people, where JSON may escape them.
   */
  static String escaped(String json) {
    if (json.codePoints().allMatch(SqsBatches::isTaken)) {
      return json;
    }
    StringBuilder escaped = new StringBuilder();
    json.codePoints()
        .forEach(
            character -> {
              if (isTaken(character)) {
                escaped.appendCodePoint(character);
              } else {
                escaped.append("\\u%04x".formatted(character));
              }
            });
    return escaped.toString();
  }

  private static boolean isTaken(int character) {
    return character == '\t'
        || character == '\n'
        || character == '\r'
        || character >= 0x20 && character < 0xd800
        || character >= 0xe000 && character <= 0xfffd
        || character >= 0x10000;
  }
}
