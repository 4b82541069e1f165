package io.marcado.bookings.links;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.published.BookingImage;
import io.marcado.domain.BookingId;
import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Update;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The links of messages, each an item under the hash of its secret, until its booking is over. */
@Singleton
public final class LinkStore {
  /** The form of a secret: that of a random id, 80 bits. */
  private static final Pattern SECRET = Pattern.compile("[a-z2-7]{" + Ids.RANDOM_LENGTH + "}");

  /** How long the table keeps one that opens nothing any more. */
  private static final Duration KEPT = Duration.ofDays(1);

  private final Table table;

  LinkStore(Table table) {
    this.table = table;
  }

  /**
   * The link with this secret, whether or not it still opens its booking; empty for every other
   * text.
   */
  public Optional<BookingLink> find(TenantId tenant, String secret) {
    return SECRET.matcher(secret).matches()
        ? table.of(tenant).get(key(tenant, secret)).map(LinkStore::fromItem)
        : Optional.empty();
  }

  /**
   * Keeps a new link.
   *
   * @param ends when the booking is over
   */
  void put(TenantId tenant, String secret, BookingLink link, Instant ends) {
    if (table.of(tenant).write(write(tenant, secret, link, ends)) instanceof Outcome.Contended) {
      throw new TableUnavailableException();
    }
  }

  /**
   * The write by which a link goes on to open the booking that it moves, for the transaction of the
   * move.
   */
  public Write following(TenantId tenant, String secret, BookingLink link, Booking moved) {
    BookingImage image = moved.image();
    BookingImage agreed = image.agreed();
    return write(
        tenant,
        secret,
        link.following(image),
        image.end().isAfter(agreed.end()) ? image.end() : agreed.end());
  }

  private static Write write(TenantId tenant, String secret, BookingLink link, Instant ends) {
    Update update =
        new Update()
            .set("bookingId", link.bookingId().value())
            .set("stated", link.stated())
            .set("locale", link.locale().toLanguageTag())
            .set("ttl", ends.plus(KEPT).getEpochSecond());
    link.asked().ifPresentOrElse(asked -> update.set("asked", asked), () -> update.remove("asked"));
    return Write.update(key(tenant, secret), update);
  }

  private static BookingLink fromItem(Item item) {
    return new BookingLink(
        new BookingId(item.text("bookingId")),
        item.text("stated"),
        item.optionalText("asked"),
        Locale.forLanguageTag(item.text("locale")));
  }

  // A fast hash suffices, since nobody guesses 80 bits through the limits of an address.
  private static ItemKey key(TenantId tenant, String secret) {
    return ItemKey.of(tenant, "LINK#" + Ids.derived(List.of("booking-link", secret)), "LINK");
  }
}
