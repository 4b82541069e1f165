package io.marcado.local.app.operator;

import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import io.marcado.platform.tenant.MessageStop;
import io.marcado.platform.tenant.TenantDirectory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stops all messages of one business, and lets them out again. The next message already obeys. Both
 * go on the business's audit trail.
 */
public final class MessageSwitch {
  private final Table table;
  private final SecurityEvents events;

  public MessageSwitch(Table table, Ids ids) {
    this.table = table;
    this.events = new SecurityEvents(ids);
  }

  /**
   * Stops or starts the messages of the business with this slug. Repeating it changes nothing but
   * the trail.
   *
   * @return false when no business has this slug
   */
  public boolean set(String slug, boolean stopped, Instant now) {
    Optional<TenantId> tenant =
        table
            .platform()
            .get(TenantDirectory.key(slug))
            .map(entry -> new TenantId(entry.text("tenant")));
    tenant.ifPresent(id -> set(id, stopped, now));
    return tenant.isPresent();
  }

  private void set(TenantId tenant, boolean stopped, Instant now) {
    Write stop =
        stopped
            ? Write.put(MessageStop.key(tenant), Item.builder().instant("stoppedAt", now).build())
            : Write.delete(MessageStop.key(tenant));
    SecurityEvent event =
        SecurityEvent.by(
            stopped ? SecurityEvent.Type.MESSAGES_STOPPED : SecurityEvent.Type.MESSAGES_STARTED,
            "operator",
            tenant.value(),
            "",
            now,
            Map.of());
    if (!(table.of(tenant).transact(List.of(stop, events.record(tenant, event)))
        instanceof Outcome.Written)) {
      throw new IllegalStateException("others are writing at the same time: try again");
    }
  }
}
