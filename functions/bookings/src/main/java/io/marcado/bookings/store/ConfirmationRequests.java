package io.marcado.bookings.store;

import io.marcado.domain.BookingId;
import io.marcado.domain.TenantId;
import io.marcado.platform.paging.Page;
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
import java.util.Locale;
import java.util.Optional;

/**
 * Which clients were asked to confirm, of all businesses, by the last moment for that. Nothing
 * takes an entry away when the client confirms, so it only says when to look at the booking.
 */
@Singleton
public final class ConfirmationRequests {
  private static final PartitionKey ASKED = PartitionKey.platform("UNCONFIRMED");

  private final Table table;

  ConfirmationRequests(Table table) {
    this.table = table;
  }

  /**
   * A booking to look at.
   *
   * @param until the last moment to confirm, in whole seconds
   * @param stated a hash of what the message that asked stated of the booking
   * @param locale of that message
   */
  public record Entry(
      Instant until, TenantId tenant, BookingId bookingId, String stated, Locale locale) {

    /** The same with another last moment. */
    public Entry until(Instant later) {
      return new Entry(later, tenant, bookingId, stated, locale);
    }
  }

  /** Notes until when a client must have confirmed. The last one for a moment counts. */
  public void note(Entry entry) {
    Update update = new Update();
    toItem(entry).attributes().forEach(update::set);
    write(Write.update(key(entry), update));
  }

  /** A page of those whose time is over at the end of this second, the oldest first. */
  public Page<Entry> due(Instant now, int limit, Optional<String> position) {
    Selection selection =
        Selection.of(ASKED)
            // A key is an instant with more behind it.
            .between("0", sort(now) + "~")
            .after(position, place -> Optional.of(ASKED.item(place)));
    return table.platform().query(selection, limit).map(ConfirmationRequests::fromItem);
  }

  /** Forgets an entry; does no harm when it is forgotten. */
  public void remove(Entry entry) {
    write(Write.delete(key(entry)));
  }

  private void write(Write write) {
    if (table.platform().write(write) instanceof Outcome.Contended) {
      throw new TableUnavailableException();
    }
  }

  private static Item toItem(Entry entry) {
    return Item.builder()
        .instant("until", entry.until())
        .text("tenant", entry.tenant().value())
        .text("bookingId", entry.bookingId().value())
        .text("stated", entry.stated())
        .text("locale", entry.locale().toLanguageTag())
        .build();
  }

  private static Entry fromItem(Item item) {
    return new Entry(
        item.instant("until"),
        new TenantId(item.text("tenant")),
        new BookingId(item.text("bookingId")),
        item.text("stated"),
        Locale.forLanguageTag(item.text("locale")));
  }

  private static ItemKey key(Entry entry) {
    return ASKED.item(
        sort(entry.until()) + "#" + entry.tenant().value() + "#" + entry.bookingId().value());
  }

  // Whole seconds sort as texts.
  private static String sort(Instant instant) {
    return Instant.ofEpochSecond(instant.getEpochSecond()).toString();
  }
}
