package io.marcado.identity.people.credentials;

import io.marcado.domain.PersonId;
import io.marcado.domain.TenantId;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * The password of a person.
 *
 * @param id changes with every new password. A challenge names it, and so dies with the password it
 *     was asked for
 * @param hash as {@link PasswordHasher} makes it
 * @param verified false for the password of a registration whose phone has not been verified; it
 *     opens nothing but the sending of a code, and a later registration replaces it
 * @param registration the request that set it, while that matters
 */
public record Credentials(
    String id, String hash, boolean verified, Optional<Registration> registration) {

  /**
   * What a registration asked for. It takes effect when the phone is verified, since until then
   * anybody may have written it.
   *
   * @param key derived from the request's idempotency key; empty without one
   */
  public record Registration(
      Optional<String> key,
      String name,
      Optional<String> email,
      Optional<Locale> locale,
      Instant at) {

    /** True when this asked for the same as the other. */
    public boolean sameProfile(Registration other) {
      return name.equals(other.name) && email.equals(other.email) && locale.equals(other.locale);
    }

    /** Hides the personal data. */
    @Override
    public String toString() {
      return "Registration";
    }
  }

  /** Where they are kept. */
  public static ItemKey key(TenantId tenant, PersonId personId) {
    return PersonAccess.partition(tenant, personId).item("CREDENTIALS");
  }

  public Item toItem() {
    Item.Builder item = Item.builder().text("id", id).text("hash", hash).flag("verified", verified);
    registration.ifPresent(
        asked ->
            item.text("requestKey", asked.key().orElse(null))
                .text("name", asked.name())
                .text("email", asked.email().orElse(null))
                .text("locale", asked.locale().map(Locale::toLanguageTag).orElse(null))
                .instant("at", asked.at()));
    return item.build();
  }

  public static Credentials fromItem(Item item) {
    return new Credentials(
        item.text("id"),
        item.text("hash"),
        item.flag("verified"),
        item.optionalText("name")
            .map(
                name ->
                    new Registration(
                        item.optionalText("requestKey"),
                        name,
                        item.optionalText("email"),
                        item.optionalText("locale").map(Locale::forLanguageTag),
                        item.instant("at"))));
  }

  /** Hides the hash. */
  @Override
  public String toString() {
    return "Credentials " + id;
  }
}
