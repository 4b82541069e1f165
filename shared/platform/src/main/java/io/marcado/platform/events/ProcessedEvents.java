package io.marcado.platform.events;

import io.marcado.domain.TenantId;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Remembers which consumer has dealt with which event, since everything is delivered at least once.
 * Record it after an effect that may be repeated, or in the same transaction as one that may not.
 */
@Singleton
public final class ProcessedEvents {
  private static final Duration KEPT = Duration.ofDays(15);

  private final Table table;
  private final InstantSource clock;

  public ProcessedEvents(Table table, InstantSource clock) {
    this.table = table;
    this.clock = clock;
  }

  /** True when the consumer has recorded the event. */
  public boolean contains(TenantId tenant, String eventId, String consumer) {
    return table.of(tenant).get(key(tenant, eventId, consumer)).isPresent();
  }

  /** The write that records the event; refused when it is recorded already. */
  public Write record(TenantId tenant, String eventId, String consumer) {
    return Write.create(
        key(tenant, eventId, consumer),
        Item.builder().expiresAfter(clock.instant().plus(KEPT)).build());
  }

  /** Records the event. False when it was recorded already, so that there is nothing to do. */
  public boolean firstTime(TenantId tenant, String eventId, String consumer) {
    return switch (table.of(tenant).write(record(tenant, eventId, consumer))) {
      case Outcome.Written _ -> true;
      case Outcome.Refused _ -> false;
      case Outcome.Contended _ -> throw new TableUnavailableException();
    };
  }

  private static ItemKey key(TenantId tenant, String eventId, String consumer) {
    return ItemKey.of(tenant, "EVENT#" + eventId, consumer);
  }
}
