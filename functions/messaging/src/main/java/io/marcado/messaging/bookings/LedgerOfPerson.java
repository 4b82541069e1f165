package io.marcado.messaging.bookings;

import io.marcado.domain.TenantId;
import io.marcado.messaging.published.SentMessage;
import io.marcado.messaging.published.SentMessages;
import io.marcado.platform.paging.Page;
import io.marcado.platform.paging.Paged;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Index;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Update;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The messages of the ledger by recipient. A sent message has an entry in the second index under
 * its recipient. This class owns that entry.
 */
@Singleton
final class LedgerOfPerson implements SentMessages {
  private static final int PAGE = 100;

  private static final Pattern POSITION =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}T[0-9:.]{8,20}Z#([a-z2-7]{26})");

  private final Table table;

  LedgerOfPerson(Table table) {
    this.table = table;
  }

  /** All messages to a person. */
  static PartitionKey of(TenantId tenant, String userId) {
    return PartitionKey.of(tenant, "RECIPIENT#" + userId);
  }

  /** The place of a message among them. */
  static String place(Instant sentAt, String messageId) {
    return sentAt + "#" + messageId;
  }

  @Override
  public Page<SentMessage> page(
      TenantId tenant, String userId, int limit, Optional<String> position) {
    return items(tenant, userId, limit, position).map(LedgerOfPerson::message);
  }

  @Override
  public boolean erase(TenantId tenant, String userId) {
    return Paged.each(
        position -> items(tenant, userId, PAGE, position), item -> forget(tenant, messageId(item)));
  }

  private Page<Item> items(TenantId tenant, String userId, int limit, Optional<String> position) {
    Selection selection =
        Selection.of(Index.GSI2, of(tenant, userId))
            .after(
                position,
                place ->
                    Optional.of(POSITION.matcher(place))
                        .filter(Matcher::matches)
                        .map(form -> MessageLedger.key(tenant, form.group(1))));
    return table.of(tenant).query(selection, limit);
  }

  private void forget(TenantId tenant, String messageId) {
    Outcome outcome =
        table
            .of(tenant)
            .write(
                Write.update(
                    MessageLedger.key(tenant, messageId),
                    new Update()
                        .remove(Index.GSI2.partitionName(), Index.GSI2.sortName(), "memberId"),
                    // The item may have expired; the update must not recreate it.
                    Condition.ITEM_PRESENT));
    if (outcome instanceof Outcome.Contended) {
      throw new TableUnavailableException();
    }
  }

  private static SentMessage message(Item item) {
    return new SentMessage(
        item.optionalText("bookingId").orElse(null),
        item.text("kind"),
        item.optionalInstant("start").orElse(null),
        item.text("channel"),
        item.text("template"),
        item.instant("changedAt"));
  }

  private static String messageId(Item item) {
    String place = item.text(Index.GSI2.sortName());
    return place.substring(place.indexOf('#') + 1);
  }
}
