package io.marcado.identity.codes;

import io.marcado.domain.PhoneNumber;
import io.marcado.platform.table.Item;

/** Where a code or a notice goes. */
public sealed interface Target {

  /** A phone, by SMS or WhatsApp. */
  record Phone(PhoneNumber number) implements Target {}

  /** A mailbox. */
  record Email(String address) implements Target {
    /** Hides the address. */
    @Override
    public String toString() {
      return "Email";
    }
  }

  /** Adds it to an item. */
  default void addTo(Item.Builder item) {
    switch (this) {
      case Phone(PhoneNumber number) ->
          item.text("phone", number.e164()).text("country", number.country());
      case Email(String address) -> item.text("email", address);
    }
  }

  /** Reads it from an item that has one. */
  static Target of(Item item) {
    return item.has("phone")
        ? new Phone(new PhoneNumber(item.text("phone"), item.text("country")))
        : new Email(item.text("email"));
  }
}
