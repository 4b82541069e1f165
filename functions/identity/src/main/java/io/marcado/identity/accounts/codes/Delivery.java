package io.marcado.identity.accounts.codes;

import io.marcado.domain.Channel;
import io.marcado.identity.published.deliveries.AccountMessage;
import io.marcado.identity.published.deliveries.Target;
import io.marcado.platform.table.Item;
import java.time.Instant;

/**
 * What is to be sent, as it waits in an item's {@code deliver}. {@link Deliveries} takes it from
 * there.
 *
 * @param purpose for what the secret is, and
 * @param id to which item it belongs: both go into its hash
 * @param until when it is too late to send it
 */
public record Delivery(
    AccountMessage message, Channel channel, Target to, String purpose, String id, Instant until) {
  /** The attribute it waits in. */
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

  /** Hides where it goes. */
  @Override
  public String toString() {
    return "Delivery of " + message;
  }
}
