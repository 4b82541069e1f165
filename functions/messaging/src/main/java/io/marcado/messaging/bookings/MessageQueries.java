package io.marcado.messaging.bookings;

import io.marcado.domain.TenantId;
import io.marcado.messaging.bookings.MessageLedger.State;
import io.marcado.platform.paging.ForeignPositionException;
import io.marcado.platform.paging.Page;
import io.marcado.platform.paging.PageRequest;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Index;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What people were told of bookings in the last ninety days, and what they were not, and why. */
@Singleton
final class MessageQueries {
  // Two messages of one event have one time.
  private static final Comparator<MessageView> NEWEST_FIRST =
      Comparator.comparing(MessageView::createdAt).thenComparing(MessageView::messageId).reversed();

  private final Table table;

  MessageQueries(Table table) {
    this.table = table;
  }

  /**
   * All messages about a booking, to the client and to the team, newest first by when they were
   * asked for. A booking has few, so each page is one query of all of them.
   *
   * @param clientId only to this client
   * @param statuses only in one of these; all, where there is none
   * @throws ForeignPositionException for a position of another list
   */
  Page<MessageView> ofBooking(
      TenantId tenant,
      String bookingId,
      Optional<String> clientId,
      Set<State> statuses,
      PageRequest page,
      Instant now) {
    Selection all =
        Selection.of(MessageLedger.about(tenant, bookingId)).eventually().where(aboutABooking(now));
    List<MessageView> sorted =
        table.of(tenant).queryAll(all).stream()
            .map(item -> MessageView.of(tenant, item))
            .sorted(NEWEST_FIRST)
            .toList();
    // Before the filters: the last one of a page may have another status by now.
    int from = page.position().map(id -> behind(sorted, id)).orElse(0);
    List<MessageView> rest =
        sorted.subList(from, sorted.size()).stream()
            .filter(message -> clientId.isEmpty() || message.isTo(clientId.get()))
            .filter(message -> statuses.isEmpty() || statuses.contains(message.status()))
            .limit(page.limit() + 1L)
            .toList();
    return Page.of(rest, page.limit(), MessageView::messageId);
  }

  private static int behind(List<MessageView> messages, String id) {
    int place = messages.stream().map(MessageView::messageId).toList().indexOf(id);
    if (place < 0) {
      throw new ForeignPositionException();
    }
    return place + 1;
  }

  /**
   * A page of what a client was sent, and of what was dropped, newest first by when that was.
   * Eventually consistent.
   *
   * @param statuses only in one of these; all, where there is none
   * @throws ForeignPositionException for a position of another list
   */
  Page<MessageView> toClient(
      TenantId tenant, String clientId, Set<State> statuses, PageRequest page, Instant now) {
    Condition condition = aboutABooking(now).and(Condition.absent("memberId"));
    Selection selection =
        Selection.of(Index.GSI2, LedgerOfPerson.of(tenant, clientId))
            .after(page.position(), place -> LedgerOfPerson.at(tenant, place))
            .descending()
            .where(
                statuses.isEmpty() ? condition : condition.and(Condition.oneOf("state", statuses)));
    return table
        .of(tenant)
        .query(selection, page.limit())
        .map(item -> MessageView.of(tenant, item));
  }

  // DynamoDB removes what has expired within days.
  private static Condition aboutABooking(Instant now) {
    return Condition.present("bookingId").and(Condition.greater("ttl", now.getEpochSecond()));
  }
}
