package io.marcado.identity.team.audit;

import io.marcado.domain.TenantId;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.paging.ForeignPositionException;
import io.marcado.platform.paging.Page;
import io.marcado.platform.paging.PageRequest;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TimeSort;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads security events, newest first, over the borders of the months that they are kept by. Events
 * that happen while somebody turns pages come before the first page, so no page repeats or skips.
 */
@Singleton
public final class AuditTrail {
  private final Table table;

  public AuditTrail(Table table) {
    this.table = table;
  }

  /**
   * The filter of a query.
   *
   * @param from the first instant, included; empty for no bound
   * @param to the first instant behind them; empty for the present
   */
  public record Filter(
      Optional<Instant> from, Optional<Instant> to, Optional<SecurityEvent.Type> type) {}

  /** An event with its id. */
  public record Recorded(String eventId, SecurityEvent event) {}

  /**
   * A page of what happened.
   *
   * @throws ForeignPositionException for a cursor that is not of this question
   */
  public Page<Recorded> page(TenantId tenant, Filter filter, PageRequest page, Instant now) {
    Span span = Span.of(filter, now);
    Optional<String> position = page.position();
    position.ifPresent(span::require);
    YearMonth first = span.firstMonth();
    List<Item> found = new ArrayList<>();
    for (YearMonth month = position.map(Span::monthOf).orElse(span.lastMonth());
        !month.isBefore(first);
        month = month.minusMonths(1)) {
      Selection selection =
          Selection.of(SecurityEvents.month(tenant, month))
              .between(span.least(), span.most())
              .descending()
              .after(position, sort -> Optional.of(month(tenant, sort).item(sort)));
      // One more than the limit, since the months before may hold the next page.
      Page<Item> part =
          table
              .of(tenant)
              .query(
                  filter
                      .type()
                      .map(type -> selection.where(Condition.equal("type", type.text())))
                      .orElse(selection),
                  page.limit() + 1 - found.size());
      found.addAll(part.items());
      position = Optional.empty();
      if (found.size() > page.limit()) {
        break;
      }
      if (part.next().isPresent()) {
        // A filter may end a page early.
        return new Page<>(found, part.next()).map(AuditTrail::recorded);
      }
    }
    return Page.of(found, page.limit(), item -> item.text("sk")).map(AuditTrail::recorded);
  }

  private static PartitionKey month(TenantId tenant, String sort) {
    return SecurityEvents.month(tenant, Span.monthOf(sort));
  }

  private static Recorded recorded(Item item) {
    return new Recorded(
        TimeSort.parse(item.text("sk")).orElseThrow().id(), SecurityEvents.fromItem(item));
  }

  /**
   * A stretch of the trail.
   *
   * @param start its first instant, within the time for which we keep events
   * @param end the first instant behind it
   */
  private record Span(Instant start, Instant end) {

    /** The table removes items late, so this leaves out those past their time. */
    static Span of(Filter filter, Instant now) {
      Instant kept = now.minus(SecurityEvents.RETENTION);
      // Clocks of functions differ a little.
      Instant present = now.plusSeconds(60);
      return new Span(
          filter.from().filter(kept::isBefore).orElse(kept),
          filter.to().filter(present::isAfter).orElse(present));
    }

    String least() {
      return TimeSort.least(start);
    }

    String most() {
      return TimeSort.most(end.minusMillis(1));
    }

    YearMonth firstMonth() {
      return month(start);
    }

    /** Before the first month when there is nothing to look at. */
    YearMonth lastMonth() {
      return start.isBefore(end) ? month(end.minusMillis(1)) : firstMonth().minusMonths(1);
    }

    /** Refuses a position that this stretch does not have. */
    void require(String sort) {
      if (TimeSort.parse(sort).isEmpty()
          || sort.compareTo(least()) < 0
          || sort.compareTo(most()) > 0) {
        throw new ForeignPositionException();
      }
    }

    static YearMonth monthOf(String sort) {
      return month(TimeSort.parse(sort).orElseThrow(ForeignPositionException::new).at());
    }

    private static YearMonth month(Instant instant) {
      return YearMonth.from(instant.atOffset(ZoneOffset.UTC));
    }
  }
}
