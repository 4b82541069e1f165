package io.marcado.webhooks.deliveries;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Keeps messages in memory, with their delays. */
final class RecordingQueue implements DeliveryQueue {
  private final List<Sent> sent = new ArrayList<>();

  record Sent(String group, Object message, Duration delay) {}

  @Override
  public synchronized void send(String group, List<?> messages, Duration delay) {
    messages.forEach(message -> sent.add(new Sent(group, message, delay)));
  }

  /** Takes out what was sent. */
  synchronized List<Sent> take() {
    List<Sent> taken = List.copyOf(sent);
    sent.clear();
    return taken;
  }
}
