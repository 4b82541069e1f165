package io.marcado.bookings.store;

import io.marcado.bookings.lifecycle.ClassSession;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.TenantId;
import io.marcado.platform.table.Item;
import io.marcado.platform.worklist.WorkEntry;
import io.marcado.platform.worklist.WorkList;
import java.time.Instant;
import java.util.Optional;

/**
 * The sessions of all businesses by the moment at which it is decided whether enough people come.
 * Nothing takes an entry away when the session changes.
 */
public final class SessionMinimums {
  public static final WorkList<Entry> ALL =
      WorkList.dated("SESSION-MINIMUMS", SessionMinimums::fromItem);

  private SessionMinimums() {}

  /** A session to look at. */
  public record Entry(Instant at, TenantId tenant, ClassSessionId sessionId) implements WorkEntry {
    /** Empty when there is nothing to decide. */
    static Optional<Entry> of(TenantId tenant, ClassSession session) {
      return session
          .openMinimum()
          .map(minimum -> new Entry(minimum.by(session.time().start()), tenant, session.id()));
    }

    @Override
    public String id() {
      return sessionId.value();
    }

    @Override
    public Optional<Instant> due() {
      return Optional.of(at);
    }

    @Override
    public Item toItem() {
      return Item.builder()
          .instant("at", at)
          .text("tenant", tenant.value())
          .text("sessionId", sessionId.value())
          .build();
    }
  }

  private static Entry fromItem(Item item) {
    return new Entry(
        item.instant("at"),
        new TenantId(item.text("tenant")),
        new ClassSessionId(item.text("sessionId")));
  }
}
