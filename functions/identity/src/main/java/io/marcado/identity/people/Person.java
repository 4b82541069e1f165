package io.marcado.identity.people;

import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import io.marcado.platform.table.Index;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.PartitionKey;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Somebody a business knows: who works there, who has an account, and who only ever booked by
 * phone.
 *
 * @param userId the same id as {@code clientId} in bookings
 * @param name 1 to 100 characters
 * @param email where the person can be written to
 * @param loginByEmail true when the e-mail is claimed for this person, so that it can log in by it
 * @param phoneVerified true once a code that was sent to the phone came back
 * @param version rises with every change
 */
public record Person(
    String userId,
    String name,
    PhoneNumber phone,
    Optional<String> email,
    boolean loginByEmail,
    boolean phoneVerified,
    long version,
    Instant createdAt) {

  /** Longest name, code points. */
  public static final int LONGEST_NAME = 100;

  /** Somebody new, who has proved nothing yet. */
  public static Person of(
      String userId, String name, PhoneNumber phone, Optional<String> email, Instant now) {
    return new Person(userId, name, phone, email, false, false, 1, now);
  }

  /** Where a person is kept. */
  public static ItemKey key(TenantId tenant, String userId) {
    return ItemKey.of(tenant, "PERSON#" + userId, "PERSON");
  }

  /** The partition of GSI1 that lists a tenant's people by name. */
  public static PartitionKey directory(TenantId tenant) {
    return PartitionKey.of(tenant, "PEOPLE");
  }

  /** The same person with another profile. */
  public Person withProfile(String newName, Optional<String> newEmail, boolean newLoginByEmail) {
    return new Person(
        userId, newName, phone, newEmail, newLoginByEmail, phoneVerified, version, createdAt);
  }

  /** The same person after a code came back. */
  public Person withVerifiedPhone() {
    return new Person(userId, name, phone, email, loginByEmail, true, version, createdAt);
  }

  Person next() {
    return new Person(
        userId, name, phone, email, loginByEmail, phoneVerified, version + 1, createdAt);
  }

  Item toItem(TenantId tenant) {
    return Item.builder()
        .text("userId", userId)
        .text("name", name)
        .text("phone", phone.e164())
        .text("country", phone.country())
        .text("email", email.orElse(null))
        .flag("loginByEmail", loginByEmail)
        .flag("phoneVerified", phoneVerified)
        .number("version", version)
        .instant("createdAt", createdAt)
        .indexed(Index.GSI1, directory(tenant), name.toLowerCase(Locale.ROOT) + "#" + userId)
        .build();
  }

  static Person fromItem(Item item) {
    return new Person(
        item.text("userId"),
        item.text("name"),
        new PhoneNumber(item.text("phone"), item.text("country")),
        item.optionalText("email"),
        item.flag("loginByEmail"),
        item.flag("phoneVerified"),
        item.number("version"),
        item.instant("createdAt"));
  }

  /** Hides who it is. */
  @Override
  public String toString() {
    return "Person " + userId;
  }
}
