package io.marcado.identity.published;

import io.marcado.domain.PersonId;
import io.marcado.domain.TenantId;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.paging.Page;
import io.marcado.platform.table.Index;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TimeSort;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/** What the security audit trail says of one person's account, for that person. */
@Singleton
public final class SecurityHistory {
  private final Table table;

  public SecurityHistory(Table table) {
    this.table = table;
  }

  /**
   * Something that a person did with their own account, or that was done to it.
   *
   * @param type such as {@code login.succeeded}
   * @param own true when the person did it
   * @param address where it came from; only of what the person did, since another's address is that
   *     person's own
   * @param facts what else is recorded, such as {@code role}
   */
  public record Entry(
      String type, Instant at, boolean own, Optional<String> address, Map<String, String> facts) {}

  /**
   * A page of the security events, oldest first; eventually consistent.
   *
   * @param limit 1 to 100 entries
   * @param position where an earlier page ended
   * @throws io.marcado.platform.paging.ForeignPositionException for a position that no page gave
   */
  public Page<Entry> page(
      TenantId tenant, PersonId personId, int limit, Optional<String> position) {
    Selection about =
        Selection.of(Index.GSI1, SecurityEvents.about(tenant, personId.value()))
            .after(position, sort -> TimeSort.parse(sort).map(place -> key(tenant, place, sort)));
    return table
        .of(tenant)
        .query(about, limit)
        .map(item -> entry(SecurityEvents.fromItem(item), personId));
  }

  private static Entry entry(SecurityEvent event, PersonId personId) {
    boolean own = event.actorId().filter(personId.value()::equals).isPresent();
    return new Entry(
        event.type().text(),
        event.at(),
        own,
        own ? Optional.of(event.address()) : Optional.empty(),
        event.facts());
  }

  private static ItemKey key(TenantId tenant, TimeSort place, String sort) {
    YearMonth month = YearMonth.from(place.at().atOffset(ZoneOffset.UTC));
    return SecurityEvents.month(tenant, month).item(sort);
  }
}
