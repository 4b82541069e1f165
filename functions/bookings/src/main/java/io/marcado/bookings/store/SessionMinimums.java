package io.marcado.bookings.store;

import io.marcado.bookings.lifecycle.ClassSession;
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
 * The sessions of all businesses by the moment at which it is decided whether enough people come.
 * An entry is written in the transaction of the session. Nothing takes it away when the session
 * changes, so it only says when to look at it.
 */
@Singleton
public final class SessionMinimums {
  private static final PartitionKey MINIMUMS = PartitionKey.platform("SESSION-MINIMUMS");

  private final Table table;

  SessionMinimums(Table table) {
    this.table = table;
  }

  /** A session to look at. */
  public record Entry(Instant at, TenantId tenant, ClassSessionId sessionId) {}

  /** Notes when the minimum of a session is decided; empty when there is nothing to decide. */
  static Optional<Write> note(TenantId tenant, ClassSession session) {
    return session
        .openMinimum()
        .map(minimum -> new Entry(minimum.by(session.time().start()), tenant, session.id()))
        .map(entry -> Write.put(key(entry), toItem(entry)));
  }

  /** A page of those whose moment has come, the oldest first. */
  public Page<Entry> due(Instant now, int limit, Optional<String> position) {
    Selection selection =
        Selection.of(MINIMUMS)
            // A key is an instant with more behind it.
            .between("0", Instant.ofEpochSecond(now.getEpochSecond()) + "~")
            .after(position, place -> Optional.of(MINIMUMS.item(place)));
    return table.platform().query(selection, limit).map(SessionMinimums::fromItem);
  }

  /** Forgets an entry; does no harm when it is forgotten. */
  public void remove(Entry entry) {
    if (table.platform().write(Write.delete(key(entry))) instanceof Outcome.Contended) {
      throw new TableUnavailableException();
    }
  }

  private static Item toItem(Entry entry) {
    return Item.builder()
        .instant("at", entry.at())
        .text("tenant", entry.tenant().value())
        .text("sessionId", entry.sessionId().value())
        .build();
  }

  private static Entry fromItem(Item item) {
    return new Entry(
        item.instant("at"),
        new TenantId(item.text("tenant")),
        new ClassSessionId(item.text("sessionId")));
  }

  // Starts are whole minutes, so moments have no fraction of a second and sort as texts.
  private static ItemKey key(Entry entry) {
    return MINIMUMS.item(entry.at() + "#" + entry.tenant() + "#" + entry.sessionId());
  }
}
