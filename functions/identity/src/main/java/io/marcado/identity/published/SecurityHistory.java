package io.marcado.identity.published;

import io.marcado.domain.PersonId;
import io.marcado.domain.TenantId;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.http.Cursor;
import io.marcado.platform.table.Index;
import io.marcado.platform.table.Page;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TimeSort;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
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
   * A part of a person's history.
   *
   * @param next where the next one starts; empty after the last
   */
  public record Part(List<Entry> entries, Optional<String> next) {
    public Part {
      entries = List.copyOf(entries);
    }
  }

  /**
   * A page of what is kept, oldest first. An event just recorded may take a moment to appear.
   *
   * @param limit 1 to 100 entries
   * @param position where an earlier page ended
   * @throws io.marcado.platform.http.Problem 400 for a position that no page gave
   */
  public Part page(TenantId tenant, PersonId personId, int limit, Optional<String> position) {
    Selection about =
        Selection.of(Index.GSI1, SecurityEvents.about(tenant, personId.value()))
            .after(position.map(sort -> position(tenant, sort)).orElse(null));
    Page page = table.of(tenant).query(about, limit);
    return new Part(
        page.items().stream()
            .map(SecurityEvents::fromItem)
            .map(event -> entry(event, personId))
            .toList(),
        page.next().flatMap(Selection.Position::indexSort));
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

  private static Selection.Position position(TenantId tenant, String sort) {
    Instant at = TimeSort.parse(sort).orElseThrow(Cursor::broken).at();
    YearMonth month = YearMonth.from(at.atOffset(ZoneOffset.UTC));
    return new Selection.Position(
        SecurityEvents.month(tenant, month).item(sort), Optional.of(sort));
  }
}
