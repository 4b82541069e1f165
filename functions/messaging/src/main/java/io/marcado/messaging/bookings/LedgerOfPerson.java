package io.marcado.messaging.bookings;

import io.marcado.domain.TenantId;
import io.marcado.messaging.bookings.MessageLedger.State;
import io.marcado.messaging.published.SentMessage;
import io.marcado.messaging.published.SentMessages;
import io.marcado.platform.paging.Page;
import io.marcado.platform.paging.Paged;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Index;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Update;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The messages of the ledger by recipient. A sent message has an entry in the second index under
 * its recipient, and so has one to a client that was dropped. This class owns that entry.
 */
@Singleton
final class LedgerOfPerson implements SentMessages {
  private static final int PAGE = 100;

  private static final Pattern POSITION =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}T[0-9:.]{8,20}Z#([A-Za-z0-9_-]{1,64})#([a-z2-7]{26})");
  private static final Condition TOLD =
      Condition.oneOf("state", List.of(State.SENT, State.DELIVERED, State.READ, State.RECEIVED));

  private final Table table;

  LedgerOfPerson(Table table) {
    this.table = table;
  }

  /** All messages to a person. */
  static PartitionKey of(TenantId tenant, String userId) {
    return PartitionKey.of(tenant, "RECIPIENT#" + userId);
  }

  /** Whose list it is. */
  static String recipient(TenantId tenant, String list) {
    return list.substring(of(tenant, "").value().length());
  }

  /** The place of a message among them. */
  static String place(Instant settledAt, String about, String messageId) {
    return settledAt + "#" + about + "#" + messageId;
  }

  /** The message at a place; empty for a text that is none. */
  static Optional<ItemKey> at(TenantId tenant, String place) {
    return Optional.of(POSITION.matcher(place))
        .filter(Matcher::matches)
        .map(form -> MessageLedger.key(tenant, form.group(1), form.group(2)));
  }

  @Override
  public Page<SentMessage> page(
      TenantId tenant, String userId, int limit, Optional<String> position) {
    Selection sent = selection(tenant, userId, position).where(TOLD);
    return table.of(tenant).query(sent, limit).map(LedgerOfPerson::message);
  }

  @Override
  public boolean erase(TenantId tenant, String userId) {
    return Paged.each(
        position -> table.of(tenant).query(selection(tenant, userId, position), PAGE),
        item -> forget(tenant, at(tenant, item.text(Index.GSI2.sortName())).orElseThrow()));
  }

  private static Selection selection(TenantId tenant, String userId, Optional<String> position) {
    return Selection.of(Index.GSI2, of(tenant, userId)).after(position, place -> at(tenant, place));
  }

  private void forget(TenantId tenant, ItemKey message) {
    Outcome outcome =
        table
            .of(tenant)
            .write(
                Write.update(
                    message,
                    new Update()
                        .remove(
                            Index.GSI2.partitionName(), Index.GSI2.sortName(), "memberId", "text"),
                    // The item may have expired; the update must not recreate it.
                    Condition.ITEM_PRESENT));
    if (outcome instanceof Outcome.Contended) {
      throw new TableUnavailableException();
    }
  }

  private static SentMessage message(Item item) {
    return new SentMessage(
        item.optionalText("bookingId").orElse(null),
        item.optionalText("kind").orElse(SentMessage.TEXT),
        item.optionalInstant("start").orElse(null),
        item.text("channel"),
        item.optionalText("template").orElse(null),
        item.optionalText("text").orElse(null),
        MessageLedger.sentAt(item).orElseThrow());
  }
}
