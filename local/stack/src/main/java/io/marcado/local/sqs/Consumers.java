package io.marcado.local.sqs;

import io.marcado.local.storage.Documents;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The consumers of queues, by the id of their mapping. One that was stopped stays so. */
public final class Consumers {
  private static final String STOPPED = "stopped";

  private final Map<String, QueuePoller> pollers = new ConcurrentHashMap<>();
  private final Documents states;

  /**
   * @param states in which a consumer that is stopped has a document
   */
  public Consumers(Documents states) {
    this.states = states;
  }

  /** Adds one that has just been started. */
  public void add(String mappingId, QueuePoller poller) {
    pollers.put(mappingId, poller);
  }

  public Optional<QueuePoller> find(String mappingId) {
    return Optional.ofNullable(pollers.get(mappingId));
  }

  /** Whether it is to run, also before it is there. */
  public boolean mayRun(String mappingId) {
    return states.get(mappingId).isEmpty();
  }

  /** Lets a consumer run, or stops it. One after the other, so that its document says the last. */
  public synchronized void letRun(String mappingId, boolean wanted) {
    if (wanted) {
      states.delete(mappingId);
    } else {
      states.put(mappingId, STOPPED);
    }
    find(mappingId).ifPresent(poller -> poller.letRun(wanted));
  }
}
