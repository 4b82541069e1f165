package io.marcado.bookings.store;

import io.marcado.domain.BookingId;
import io.marcado.domain.TenantId;
import io.marcado.platform.table.Item;
import io.marcado.platform.worklist.WorkEntry;
import io.marcado.platform.worklist.WorkList;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Which clients were asked to confirm, of all businesses, by the last moment for that. Nothing
 * takes an entry away when the client confirms.
 */
public final class ConfirmationRequests {
  public static final WorkList<Entry> ALL =
      WorkList.dated("UNCONFIRMED", ConfirmationRequests::fromItem);

  private ConfirmationRequests() {}

  /**
   * A booking to look at.
   *
   * @param until the last moment to confirm
   * @param stated a hash of what the message that asked stated of the booking
   * @param locale of that message
   */
  public record Entry(
      Instant until, TenantId tenant, BookingId bookingId, String stated, Locale locale)
      implements WorkEntry {

    /** The same with another last moment. */
    public Entry until(Instant later) {
      return new Entry(later, tenant, bookingId, stated, locale);
    }

    @Override
    public String id() {
      return bookingId.value();
    }

    @Override
    public Optional<Instant> due() {
      return Optional.of(until);
    }

    @Override
    public Item toItem() {
      return Item.builder()
          .instant("until", until)
          .text("tenant", tenant.value())
          .text("bookingId", bookingId.value())
          .text("stated", stated)
          .text("locale", locale.toLanguageTag())
          .build();
    }
  }

  private static Entry fromItem(Item item) {
    return new Entry(
        item.instant("until"),
        new TenantId(item.text("tenant")),
        new BookingId(item.text("bookingId")),
        item.text("stated"),
        Locale.forLanguageTag(item.text("locale")));
  }
}
