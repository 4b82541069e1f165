package io.marcado.bookings.store;

import io.marcado.domain.ClassSessionId;
import io.marcado.domain.TenantId;
import io.marcado.platform.paging.Page;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/**
 * The changes of sessions, of all businesses, that their bookings have still to follow. An entry is
 * written in the transaction of the change, and goes once every booking has followed.
 */
@Singleton
public final class SessionChanges {
  private static final PartitionKey CHANGES = PartitionKey.platform("SESSION-CHANGES");

  private final Table table;

  SessionChanges(Table table) {
    this.table = table;
  }

  /**
   * A change.
   *
   * @param version of the session after it
   * @param before when the session started before it, where its bookings are found until they have
   *     followed
   * @param at when it was made
   */
  public record Change(
      TenantId tenant, ClassSessionId sessionId, long version, Instant before, Instant at) {}

  /** Notes a change; never refused. */
  static Write note(Change change) {
    return Write.put(
        key(change),
        Item.builder()
            .text("tenant", change.tenant().value())
            .text("sessionId", change.sessionId().value())
            .number("version", change.version())
            .instant("before", change.before())
            .instant("at", change.at())
            .build());
  }

  /** A page of them, in no order that matters. */
  public Page<Change> page(int limit, Optional<String> position) {
    return table
        .platform()
        .query(
            Selection.of(CHANGES).after(position, place -> Optional.of(CHANGES.item(place))), limit)
        .map(
            item ->
                new Change(
                    new TenantId(item.text("tenant")),
                    new ClassSessionId(item.text("sessionId")),
                    item.number("version"),
                    item.instant("before"),
                    item.instant("at")));
  }

  /** Forgets a change that every booking has followed; does no harm when it is forgotten. */
  public void remove(Change change) {
    if (table.platform().write(Write.delete(key(change))) instanceof Outcome.Contended) {
      throw new TableUnavailableException();
    }
  }

  private static ItemKey key(Change change) {
    return CHANGES.item(change.tenant() + "#" + change.sessionId() + "#" + change.version());
  }
}
