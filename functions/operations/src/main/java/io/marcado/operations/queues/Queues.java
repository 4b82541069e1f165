package io.marcado.operations.queues;

import io.marcado.operations.OperationsProblems;
import io.marcado.operations.queues.QueueStatus.Consumer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceInUseException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.PurgeQueueInProgressException;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Looks into the queues of this stack, and steers them. */
public final class Queues {
  private static final int BATCH = 10;

  /** A message that is looked at or moved is hidden for so long, should this end halfway. */
  private static final int HIDDEN_SECONDS = 30;

  private final SqsClient sqs;
  private final LambdaClient lambda;
  private final QueuePlaces places;

  Queues(SqsClient sqs, LambdaClient lambda, QueuePlaces places) {
    this.sqs = sqs;
    this.lambda = lambda;
    this.places = places;
  }

  /** All of them, in the order of their names' list. */
  List<QueueStatus> all() {
    return Arrays.stream(QueueName.values()).map(this::status).toList();
  }

  private QueueStatus status(QueueName name) {
    return status(name, places.of(name).work().map(work -> consumer(work.consumer())));
  }

  private QueueStatus status(QueueName name, Optional<Consumer> consumer) {
    QueuePlace place = places.of(name);
    int failed = Counts.of(sqs, url(place.failed())).visible();
    Optional<Counts> counts = place.work().map(work -> Counts.of(sqs, url(work.queue())));
    return new QueueStatus(
        name.text(),
        name.others(),
        counts.map(Counts::visible).orElse(null),
        counts.map(Counts::inFlight).orElse(null),
        counts.map(Counts::delayed).orElse(null),
        failed,
        consumer.orElse(null));
  }

  private record Counts(int visible, int inFlight, int delayed) {
    static Counts of(SqsClient sqs, String url) {
      Map<QueueAttributeName, String> attributes =
          sqs.getQueueAttributes(
                  request ->
                      request
                          .queueUrl(url)
                          .attributeNames(
                              QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                              QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                              QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED))
              .attributes();
      return new Counts(
          number(attributes, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES),
          number(attributes, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE),
          number(attributes, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED));
    }

    private static int number(Map<QueueAttributeName, String> attributes, QueueAttributeName name) {
      return Integer.parseInt(attributes.getOrDefault(name, "0"));
    }
  }

  private Consumer consumer(String mapping) {
    return consumerOf(lambda.getEventSourceMapping(get -> get.uuid(mapping)).state());
  }

  private static Consumer consumerOf(@Nullable String state) {
    return switch (state) {
      case "Enabled", "Enabling" -> Consumer.RUNNING;
      case "Disabled", "Disabling" -> Consumer.STOPPED;
      case null, default -> Consumer.CHANGING;
    };
  }

  /**
   * Lets a consumer run, or stops it, and gives what it is then. On AWS it takes effect within a
   * minute.
   */
  QueueStatus letRun(QueueName name, boolean running) {
    String mapping = work(name).consumer();
    try {
      String state =
          lambda.updateEventSourceMapping(update -> update.uuid(mapping).enabled(running)).state();
      return status(name, Optional.of(consumerOf(state)));
    } catch (ResourceInUseException | ResourceConflictException _) {
      // A mapping takes no update while an earlier one is under way.
      throw OperationsProblems.consumerChanging();
    }
  }

  private QueuePlace.Work work(QueueName name) {
    return places.of(name).work().orElseThrow(OperationsProblems::notSteerable);
  }

  /**
   * Looks at messages that were given up. They stay where they are; a redrive at the same moment
   * may miss them.
   *
   * @param most how many at most
   */
  List<FailedMessage> failed(QueueName name, int most, Instant now) {
    String url = url(places.of(name).failed());
    List<Message> seen = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    while (seen.size() < most) {
      List<Message> more =
          receive(url, Math.min(BATCH, most - seen.size())).stream()
              .filter(message -> ids.add(message.messageId()))
              .toList();
      if (more.isEmpty()) {
        break;
      }
      seen.addAll(more);
    }
    show(url, seen);
    return seen.stream().map(message -> FailedMessage.of(message, now)).toList();
  }

  private List<Message> receive(String url, int most) {
    return sqs.receiveMessage(
            request ->
                request
                    .queueUrl(url)
                    .maxNumberOfMessages(most)
                    .visibilityTimeout(HIDDEN_SECONDS)
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
        .messages();
  }

  private void show(String url, List<Message> messages) {
    for (int from = 0; from < messages.size(); from += BATCH) {
      List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>();
      for (Message message : messages.subList(from, Math.min(messages.size(), from + BATCH))) {
        entries.add(
            ChangeMessageVisibilityBatchRequestEntry.builder()
                .id(String.valueOf(entries.size()))
                .receiptHandle(message.receiptHandle())
                .visibilityTimeout(0)
                .build());
      }
      sqs.changeMessageVisibilityBatch(request -> request.queueUrl(url).entries(entries));
    }
  }

  /**
   * Puts messages that were given up back into their queue. Each is deleted only after the queue
   * has it, so that none is lost, and one may be there twice, which consumers do not mind.
   *
   * @param most how many at most
   * @return how many were moved
   */
  int redrive(QueueName name, int most) {
    String to = url(work(name).queue());
    String from = url(places.of(name).failed());
    int moved = 0;
    while (moved < most) {
      List<Message> messages = receive(from, Math.min(BATCH, most - moved));
      if (messages.isEmpty()) {
        break;
      }
      for (Message message : messages) {
        sqs.sendMessage(
            request ->
                request
                    .queueUrl(to)
                    .messageBody(message.body())
                    .messageGroupId(
                        message.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID)));
        sqs.deleteMessage(request -> request.queueUrl(from).receiptHandle(message.receiptHandle()));
        moved++;
      }
    }
    return moved;
  }

  /** Whose messages are thrown away. */
  enum Purged {
    /** Those that were given up. */
    FAILED,
    /** All that wait in the queue; those that were given up stay. */
    WAITING
  }

  /**
   * Throws messages away.
   *
   * @return about how many
   */
  int purge(QueueName name, Purged what) {
    String url = url(what == Purged.FAILED ? places.of(name).failed() : work(name).queue());
    Counts counts = Counts.of(sqs, url);
    try {
      sqs.purgeQueue(request -> request.queueUrl(url));
    } catch (PurgeQueueInProgressException _) {
      throw OperationsProblems.purgeInProgress();
    }
    return counts.visible() + counts.delayed();
  }

  private String url(String queue) {
    return String.valueOf(sqs.getQueueUrl(request -> request.queueName(queue)).queueUrl());
  }
}
