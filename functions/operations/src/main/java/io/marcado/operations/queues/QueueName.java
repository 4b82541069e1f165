package io.marcado.operations.queues;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The queues that operators steer, by the names that they know. Where one queue carries several
 * kinds of work, it goes by each of their names.
 */
public enum QueueName {
  CONFIRMATIONS("confirmations", "cancellations"),
  REMINDERS("reminders", "follow-ups"),
  SMS("sms"),
  WHATSAPP("whatsapp"),
  EMAIL("email"),
  REPLIES("replies"),
  WHATSAPP_NEWS("whatsapp-news"),
  CODES("codes"),
  WEBHOOK_EVENTS("webhook-events"),
  WEBHOOKS("webhooks"),
  AUDIT("audit");

  private final String text;
  private final List<String> others;

  QueueName(String text, String... others) {
    this.text = text;
    this.others = List.of(others);
  }

  /** Its own name. */
  public String text() {
    return text;
  }

  /** Other names of what it carries. */
  public List<String> others() {
    return others;
  }

  /** The queue that goes by this name. */
  public static Optional<QueueName> find(String name) {
    return Arrays.stream(values())
        .filter(
            queue ->
                Stream.concat(Stream.of(queue.text), queue.others.stream()).anyMatch(name::equals))
        .findFirst();
  }
}
