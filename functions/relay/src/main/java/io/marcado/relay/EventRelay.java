package io.marcado.relay;

import io.marcado.platform.events.Event;
import io.marcado.platform.events.EventSource;
import io.marcado.platform.events.ItemChange;
import io.marcado.platform.json.Json;
import io.marcado.platform.logging.Failures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/**
 * Publishes the events of changed items, in the stream's order. The table is the outbox: every
 * committed change is published at least once, always under the same event id.
 */
public final class EventRelay {
  private static final Logger LOG = LoggerFactory.getLogger(EventRelay.class);

  /** Most entries in one PutEvents. */
  private static final int BATCH = 10;

  private final EventBridgeClient bus;
  private final String busName;
  private final Map<String, EventSource> sources;

  /**
   * @param busName name or ARN of the bus
   * @throws IllegalStateException when two sources claim the same items
   */
  public EventRelay(EventBridgeClient bus, String busName, List<EventSource> sources) {
    this.bus = bus;
    this.busName = busName;
    this.sources =
        sources.stream()
            .flatMap(source -> source.sortKeys().stream().map(sort -> Map.entry(sort, source)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /**
   * Publishes the events of changes.
   *
   * @return how many changes are done, counted from the first
   */
  public int publish(List<ItemChange> changes) {
    List<PutEventsRequestEntry> entries = new ArrayList<>(BATCH);
    List<Integer> positions = new ArrayList<>(BATCH);
    for (int i = 0; i < changes.size(); i++) {
      Optional<Event> event;
      try {
        event = event(changes.get(i));
      } catch (RuntimeException e) {
        LOG.error(
            "A stream record cannot be told as an event: {}",
            Failures.summary(e),
            Failures.withoutMessages(e));
        int failed = send(entries);
        return failed < entries.size() ? positions.get(failed) : i;
      }
      if (event.isPresent()) {
        entries.add(entry(event.get()));
        positions.add(i);
      }
      if (entries.size() == BATCH) {
        int sent = send(entries);
        if (sent < entries.size()) {
          return positions.get(sent);
        }
        entries.clear();
        positions.clear();
      }
    }
    int sent = send(entries);
    return sent < entries.size() ? positions.get(sent) : changes.size();
  }

  /** How many entries the bus has accepted, counted from the first. */
  private int send(List<PutEventsRequestEntry> entries) {
    if (entries.isEmpty()) {
      return 0;
    }
    PutEventsResponse response = bus.putEvents(request -> request.entries(entries));
    if (response.failedEntryCount() == null || response.failedEntryCount() == 0) {
      return entries.size();
    }
    List<PutEventsResultEntry> results = response.entries();
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i).errorCode() != null) {
        LOG.error(
            "The event bus refused {} of {} events: {}",
            response.failedEntryCount(),
            entries.size(),
            results.get(i).errorCode());
        return i;
      }
    }
    return 0;
  }

  private PutEventsRequestEntry entry(Event event) {
    return PutEventsRequestEntry.builder()
        .eventBusName(busName)
        .source(event.source())
        .detailType(event.type())
        .time(event.occurredAt())
        .detail(Json.write(event.detail()))
        .build();
  }

  /** The event of a change; empty when the change has no event. */
  private Optional<Event> event(ItemChange change) {
    return Optional.ofNullable(sources.get(change.key().sort()))
        .filter(_ -> change.after().isPresent())
        .flatMap(source -> source.event(change));
  }
}
