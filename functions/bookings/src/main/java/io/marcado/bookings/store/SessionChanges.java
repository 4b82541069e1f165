package io.marcado.bookings.store;

import io.marcado.bookings.lifecycle.ChangedBy;
import io.marcado.bookings.published.BookingSource;
import io.marcado.domain.ApiKeyId;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.PersonId;
import io.marcado.domain.TenantId;
import io.marcado.platform.table.Item;
import io.marcado.platform.worklist.WorkEntry;
import io.marcado.platform.worklist.WorkList;
import java.time.Instant;

/**
 * The changes of sessions, of all businesses, that their bookings have still to follow. An entry
 * goes once every booking has followed.
 */
public final class SessionChanges {
  public static final WorkList<Change> ALL =
      WorkList.open("SESSION-CHANGES", SessionChanges::fromItem);

  private SessionChanges() {}

  /**
   * A change.
   *
   * @param version of the session after it
   * @param before when the session started before it, where its bookings are found until they have
   *     followed
   * @param by who made it; the bookings say so too
   * @param at when it was made
   */
  public record Change(
      TenantId tenant,
      ClassSessionId sessionId,
      long version,
      Instant before,
      ChangedBy by,
      Instant at)
      implements WorkEntry {
    @Override
    public String id() {
      return sessionId + "#" + version;
    }

    @Override
    public Item toItem() {
      return Item.builder()
          .text("tenant", tenant.value())
          .text("sessionId", sessionId.value())
          .number("version", version)
          .instant("before", before)
          .text("by", by.member().map(PersonId::value).orElse(null))
          .text("byKey", by.key().map(ApiKeyId::value).orElse(null))
          .instant("at", at)
          .build();
    }
  }

  private static Change fromItem(Item item) {
    return new Change(
        new TenantId(item.text("tenant")),
        new ClassSessionId(item.text("sessionId")),
        item.number("version"),
        item.instant("before"),
        new ChangedBy(
            BookingSource.STAFF,
            item.optionalText("by").map(PersonId::new),
            item.optionalText("byKey").map(ApiKeyId::new)),
        item.instant("at"));
  }
}
