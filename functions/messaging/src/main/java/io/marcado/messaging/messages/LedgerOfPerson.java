package io.marcado.messaging.messages;

import io.marcado.domain.TenantId;
import io.marcado.messaging.published.SentMessage;
import io.marcado.messaging.published.SentMessages;
import io.marcado.platform.deadline.Deadline;
import io.marcado.platform.http.Cursor;
import io.marcado.platform.table.Index;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Page;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Write;
import io.marcado.platform.table.Write.Expression;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The messages of the ledger by whom they went to. A message that was sent has an entry in the
 * second index under its recipient; this class owns that entry.
 */
@Singleton
final class LedgerOfPerson implements SentMessages {
  private static final int PAGE = 100;

  /** Left for whoever asked, once there is no time for another message. */
  private static final Duration RESERVE = Duration.ofSeconds(3);

  private static final Pattern POSITION =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}T[0-9:.]{8,20}Z#([a-z2-7]{26})");

  private final Table table;

  LedgerOfPerson(Table table) {
    this.table = table;
  }

  /** All messages that went to a person. */
  static PartitionKey of(TenantId tenant, String userId) {
    return PartitionKey.of(tenant, "RECIPIENT#" + userId);
  }

  /** The place of a message among them. */
  static String place(Instant sentAt, String messageId) {
    return sentAt + "#" + messageId;
  }

  @Override
  public Part page(TenantId tenant, String userId, int limit, Optional<String> position) {
    Selection selection =
        Selection.of(Index.GSI2, of(tenant, userId))
            .after(position.map(text -> position(tenant, text)).orElse(null));
    Page page = table.of(tenant).query(selection, limit);
    return new Part(
        page.items().stream().map(LedgerOfPerson::message).toList(),
        page.next().flatMap(Selection.Position::indexSort));
  }

  @Override
  public boolean erase(TenantId tenant, String userId) {
    Selection all = Selection.of(Index.GSI2, of(tenant, userId));
    Optional<Selection.Position> next = Optional.empty();
    do {
      Page page = table.of(tenant).query(all.after(next.orElse(null)), PAGE);
      for (Item item : page.items()) {
        if (!Deadline.leaves(RESERVE)) {
          return false;
        }
        forget(tenant, messageId(item));
      }
      next = page.next();
    } while (next.isPresent());
    return true;
  }

  private void forget(TenantId tenant, String messageId) {
    Outcome outcome =
        table
            .of(tenant)
            .write(
                Write.update(
                    MessageLedger.key(tenant, messageId),
                    new Expression(
                        "REMOVE #of, #place",
                        Map.of("#of", Index.GSI2.partitionName(), "#place", Index.GSI2.sortName()),
                        Map.of()),
                    // It may have expired, and must not come back as an empty one.
                    Expression.PRESENT));
    if (outcome instanceof Outcome.Contended) {
      throw new TableUnavailableException();
    }
  }

  private static SentMessage message(Item item) {
    return new SentMessage(
        item.text("bookingId"),
        item.text("kind"),
        item.instant("start"),
        item.text("channel"),
        item.text("template"),
        item.instant("changedAt"));
  }

  private static String messageId(Item item) {
    String place = item.text(Index.GSI2.sortName());
    return place.substring(place.indexOf('#') + 1);
  }

  private static Selection.Position position(TenantId tenant, String text) {
    Matcher matcher = POSITION.matcher(text);
    if (!matcher.matches()) {
      throw Cursor.broken();
    }
    return new Selection.Position(MessageLedger.key(tenant, matcher.group(1)), Optional.of(text));
  }
}
