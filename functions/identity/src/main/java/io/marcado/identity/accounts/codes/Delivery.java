package io.marcado.identity.accounts.codes;

import io.marcado.domain.Channel;
import io.marcado.identity.accounts.limits.Asker;
import io.marcado.identity.published.deliveries.AccountMessage;
import io.marcado.identity.published.deliveries.Target;
import io.marcado.platform.table.Item;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A pending message in an item's attribute {@code deliver}. {@link Deliveries} reads it there.
 *
 * @param purpose for what the secret is, and
 * @param id to which item it belongs: both go into its hash
 * @param locale the language of its person; empty for the business's
 * @param until the instant after which it is too late to send it
 * @param asker who asked for it, and whose limits count it; empty for a notice, which counts
 *     nowhere
 */
public record Delivery(
    AccountMessage message,
    Channel channel,
    Target to,
    Optional<Locale> locale,
    String purpose,
    String id,
    Instant until,
    Optional<Asker> asker) {
  /** The name of the attribute. */
  public static final String ATTRIBUTE = "deliver";

  /** The attribute's value. */
  public Item toItem() {
    Item.Builder item =
        Item.builder()
            .text("message", message.name())
            .text("channel", channel.name())
            .text("locale", locale.map(Locale::toLanguageTag).orElse(null))
            .text("purpose", purpose)
            .text("id", id)
            .text("asker", asker.map(Asker::name).orElse(null))
            .number("until", until.toEpochMilli());
    to.addTo(item);
    return item.build();
  }

  static Delivery fromItem(Item item) {
    return new Delivery(
        AccountMessage.valueOf(item.text("message")),
        Channel.valueOf(item.text("channel")),
        Target.of(item),
        item.optionalText("locale").map(Locale::forLanguageTag),
        item.text("purpose"),
        item.text("id"),
        Instant.ofEpochMilli(item.number("until")),
        item.optionalText("asker").map(Asker::valueOf));
  }

  /** Hides the contact. */
  @Override
  public String toString() {
    return "Delivery of " + message;
  }
}
