package io.marcado.identity.people;

import io.marcado.domain.Channel;
import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.QuietHours;
import io.marcado.identity.published.notices.BookingNotices;
import io.marcado.identity.published.notices.MessagePreferences;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.table.Index;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.tenant.QuietHoursFields;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Somebody a business knows: who works there, who has an account, and who only ever booked by
 * phone.
 *
 * @param id the same id as {@code clientId} in bookings
 * @param name 1 to 100 characters
 * @param email where the person can be written to
 * @param loginByEmail true when the e-mail is claimed for this person, so that it can log in by it
 * @param emailVerified true once a code that was sent to the e-mail came back
 * @param phoneVerified true once a code that was sent to the phone came back
 * @param locale the language of messages to this person; empty for the business's
 * @param noticeChoice of which bookings the person wants to be told, as one of the team
 * @param preferences about messages to this person as a client
 * @param version rises with every change
 */
public record Person(
    PersonId id,
    String name,
    PhoneNumber phone,
    Optional<String> email,
    boolean loginByEmail,
    boolean emailVerified,
    boolean phoneVerified,
    Optional<Locale> locale,
    NoticeChoice noticeChoice,
    MessagePreferences preferences,
    long version,
    Instant createdAt) {

  /** Longest name, code points. */
  public static final int LONGEST_NAME = 100;

  /** The attribute with what the person prefers about messages. */
  public static final String PREFERENCES = "messagePreferences";

  private static final int LONGEST_SORT_NAME = 60;

  /** Somebody new, who has verified nothing yet. */
  public static Person of(
      PersonId id, String name, PhoneNumber phone, Optional<String> email, Instant now) {
    return new Person(
        id,
        name,
        phone,
        email,
        false,
        false,
        false,
        Optional.empty(),
        NoticeChoice.NONE,
        MessagePreferences.NONE,
        1,
        now);
  }

  /** Where a person is kept. */
  public static ItemKey key(TenantId tenant, PersonId personId) {
    return PersonAccess.partition(tenant, personId).item("PERSON");
  }

  /** The partition of GSI1 that lists a tenant's people by name. */
  public static PartitionKey directory(TenantId tenant) {
    return PartitionKey.of(tenant, "PEOPLE");
  }

  /** The partition of GSI2 that lists a tenant's people by phone. */
  public static PartitionKey phoneBook(TenantId tenant) {
    return PartitionKey.of(tenant, "PEOPLE-BY-PHONE");
  }

  /** By what people are sorted: the beginning of the name, folded. */
  private static String sortName(String name) {
    String folded = FoldedText.of(name);
    int end =
        folded.offsetByCodePoints(
            0, Math.min(LONGEST_SORT_NAME, folded.codePointCount(0, folded.length())));
    return folded.substring(0, end);
  }

  /** This person's place in the directory. */
  public String place() {
    return sortName(name) + "#" + id.value();
  }

  /** The same person with another profile; an e-mail of another mailbox has to be verified anew. */
  public Person withProfile(String newName, Optional<String> newEmail, boolean newLoginByEmail) {
    return with(
        copy -> {
          copy.name = newName;
          copy.email = newEmail;
          copy.loginByEmail = newLoginByEmail;
          copy.emailVerified = emailVerified && isMailbox(newEmail);
        });
  }

  /** The same person with another language of messages; the business's if empty. */
  public Person withLocale(Optional<Locale> newLocale) {
    return with(copy -> copy.locale = newLocale);
  }

  /** The same person, who wants to be told of bookings so. */
  public Person withNotices(NoticeChoice choice) {
    return with(copy -> copy.noticeChoice = choice);
  }

  /** The same person, who prefers this about messages. */
  public Person withPreferences(MessagePreferences chosen) {
    return with(copy -> copy.preferences = chosen);
  }

  /** Of which bookings the person is told in this role, which is of the team. */
  public BookingNotices noticesAs(Role role) {
    return noticeChoice.of(this, role);
  }

  /** The same person after a code came back. */
  public Person withVerifiedPhone() {
    return withPhone(phone, true);
  }

  /** The same person with another phone. */
  public Person withPhone(PhoneNumber newPhone, boolean verified) {
    return with(
        copy -> {
          copy.phone = newPhone;
          copy.phoneVerified = verified;
        });
  }

  /** The same person after a code that was sent to this e-mail came back. */
  public Person withVerifiedEmail(String newEmail, boolean newLoginByEmail) {
    return with(
        copy -> {
          copy.email = Optional.of(newEmail);
          copy.loginByEmail = newLoginByEmail;
          copy.emailVerified = true;
        });
  }

  /** The same person, who does not log in by the e-mail any more. */
  Person withoutLoginByEmail() {
    return with(copy -> copy.loginByEmail = false);
  }

  /** True when this is the person's e-mail, in whatever letters. */
  boolean isMailbox(Optional<String> other) {
    return email
        .map(mine -> mine.toLowerCase(Locale.ROOT))
        .equals(other.map(one -> one.toLowerCase(Locale.ROOT)));
  }

  Person next() {
    return with(copy -> copy.version++);
  }

  public Item toItem(TenantId tenant) {
    return Item.builder()
        .text("userId", id.value())
        .text("name", name)
        .text("phone", phone.e164())
        .text("country", phone.country())
        .text("email", email.orElse(null))
        .flag("loginByEmail", loginByEmail)
        .flag("emailVerified", emailVerified)
        .flag("phoneVerified", phoneVerified)
        .text("locale", locale.map(Locale::toLanguageTag).orElse(null))
        .item(
            "bookingNotices", noticeChoice.equals(NoticeChoice.NONE) ? null : noticeChoice.toItem())
        .item(PREFERENCES, preferences.equals(MessagePreferences.NONE) ? null : toItem(preferences))
        .number("version", version)
        .instant("createdAt", createdAt)
        .indexed(Index.GSI1, directory(tenant), place())
        .indexed(Index.GSI2, phoneBook(tenant), phone.e164())
        .build();
  }

  /** A person as it is kept. */
  public static Person fromItem(Item item) {
    return new Person(
        new PersonId(item.text("userId")),
        item.text("name"),
        new PhoneNumber(item.text("phone"), item.text("country")),
        item.optionalText("email"),
        item.flag("loginByEmail"),
        item.flag("emailVerified"),
        item.flag("phoneVerified"),
        item.optionalText("locale").map(Locale::forLanguageTag),
        item.optionalItem("bookingNotices").map(NoticeChoice::fromItem).orElse(NoticeChoice.NONE),
        item.optionalItem(PREFERENCES).map(Person::preferences).orElse(MessagePreferences.NONE),
        item.number("version"),
        item.instant("createdAt"));
  }

  private static Item toItem(MessagePreferences preferences) {
    QuietHours quiet = preferences.quietHours();
    Channel channel = preferences.channel();
    return Item.builder()
        .texts("optOut", preferences.optOut().stream().map(Enum::name).toList())
        .item("quietHours", quiet == null ? null : QuietHoursFields.toItem(quiet))
        .text("timeZone", preferences.timeZone())
        .text("channel", channel == null ? null : channel.name())
        .build();
  }

  private static MessagePreferences preferences(Item item) {
    return new MessagePreferences(
        item.texts("optOut").stream().map(MessagePreferences.OptOut::valueOf).toList(),
        item.optionalItem("quietHours").map(QuietHoursFields::fromItem).orElse(null),
        item.optionalText("timeZone").orElse(null),
        item.optionalText("channel").map(Channel::valueOf).orElse(null));
  }

  private Person with(Consumer<Copy> change) {
    Copy copy = new Copy(this);
    change.accept(copy);
    return copy.person(id, createdAt);
  }

  /** What another state of the same person may have of its own. */
  private static final class Copy {
    private String name;
    private PhoneNumber phone;
    private Optional<String> email;
    private boolean loginByEmail;
    private boolean emailVerified;
    private boolean phoneVerified;
    private Optional<Locale> locale;
    private NoticeChoice noticeChoice;
    private MessagePreferences preferences;
    private long version;

    Copy(Person present) {
      this.name = present.name;
      this.phone = present.phone;
      this.email = present.email;
      this.loginByEmail = present.loginByEmail;
      this.emailVerified = present.emailVerified;
      this.phoneVerified = present.phoneVerified;
      this.locale = present.locale;
      this.noticeChoice = present.noticeChoice;
      this.preferences = present.preferences;
      this.version = present.version;
    }

    Person person(PersonId id, Instant createdAt) {
      return new Person(
          id,
          name,
          phone,
          email,
          loginByEmail,
          emailVerified,
          phoneVerified,
          locale,
          noticeChoice,
          preferences,
          version,
          createdAt);
    }
  }

  /** Hides the personal data. */
  @Override
  public String toString() {
    return "Person " + id;
  }
}
