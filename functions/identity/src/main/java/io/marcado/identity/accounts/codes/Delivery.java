package io.marcado.identity.accounts.codes;

import io.marcado.domain.Channel;
import io.marcado.identity.published.deliveries.AccountMessage;
import io.marcado.identity.published.deliveries.Target;
import io.marcado.platform.table.Item;
import java.time.Instant;

/**
 * A pending message in an item's attribute {@code deliver}. {@link Deliveries} reads it there.
 *
 * @param purpose for what the secret is, and
 * @param id to which item it belongs: both go into its hash
 * @param until the instant after which it is too late to send it
 */
public record Delivery(
    AccountMessage message, Channel channel, Target to, String purpose, String id, Instant until) {
  /** The name of the attribute. */
  public static final String ATTRIBUTE = "deliver";

  /** The attribute's value. */
  public Item toItem() {
    Item.Builder item =
        Item.builder()
            .text("message", message.name())
            .text("channel", channel.name())
            .text("purpose", purpose)
            .text("id", id)
            .number("until", until.toEpochMilli());
    to.addTo(item);
    return item.build();
  }

  static Delivery fromItem(Item item) {
    return new Delivery(
        AccountMessage.valueOf(item.text("message")),
        Channel.valueOf(item.text("channel")),
        Target.of(item),
        item.text("purpose"),
        item.text("id"),
        Instant.ofEpochMilli(item.number("until")));
  }

  /** Hides the contact. */
  @Override
  public String toString() {
    return "Delivery of " + message;
  }
}
