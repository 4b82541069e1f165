package io.marcado.identity.published.deliveries;

import io.marcado.domain.Ids;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import io.marcado.platform.table.Item;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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

  /** The country of a phone, ISO 3166-1 alpha-2; empty for a mailbox. */
  default Optional<String> country() {
    return this instanceof Phone(PhoneNumber number)
        ? Optional.of(number.country())
        : Optional.empty();
  }

  /** Adds it to an item. */
  default void addTo(Item.Builder item) {
    switch (this) {
      case Phone(PhoneNumber number) ->
          item.text("phone", number.e164()).text("country", number.country());
      case Email(String address) -> item.text("email", address);
    }
  }

  /** Tells one from another of the same business, and not what it is. */
  default String fingerprint(TenantId tenant) {
    List<String> parts =
        switch (this) {
          case Phone(PhoneNumber number) -> List.of("phone", tenant.value(), number.e164());
          case Email(String address) ->
              List.of("email", tenant.value(), address.toLowerCase(Locale.ROOT));
        };
    return Ids.base32(Ids.sha256(parts));
  }

  /** Reads it from an item that has one. */
  static Target of(Item item) {
    return item.has("phone")
        ? new Phone(new PhoneNumber(item.text("phone"), item.text("country")))
        : new Email(item.text("email"));
  }
}
