package io.marcado.identity.people;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.marcado.domain.Role;
import io.marcado.identity.published.notices.MessagePreferences;
import io.marcado.identity.published.visits.ClientVisits;
import io.marcado.platform.auth.PersonAccess;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A person as the API shows it.
 *
 * @param phone null where the caller may not see how to reach the person, as are the e-mail, what
 *     of them is verified, the language, and what the person prefers
 * @param locale the language of messages; null for the business's
 * @param messagePreferences about messages to the person as a client
 * @param hasAccount false for somebody who is only known from bookings, or has registered and
 *     verified nothing
 * @param enabled false for a disabled person
 * @param notice in the answer to a new phone only
 * @param visits in the answer about one person only
 * @param smsStoppedAt likewise, where a text from the phone has stopped SMS
 * @param whatsAppStoppedAt likewise, where one has stopped WhatsApp
 */
public record UserView(
    String userId,
    Role role,
    String name,
    @Nullable String phone,
    @Nullable String email,
    @Nullable Boolean emailVerified,
    @Nullable Boolean phoneVerified,
    @Nullable String locale,
    @Nullable MessagePreferences messagePreferences,
    boolean hasAccount,
    boolean enabled,
    Instant createdAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Notice notice,
    @JsonInclude(JsonInclude.Include.NON_NULL) ClientVisits.@Nullable Counts visits,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant smsStoppedAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant whatsAppStoppedAt) {

  /** What the caller who gave the phone should know. */
  public enum Notice {
    /** No message can go to the phone. */
    UNREACHABLE
  }

  /** Somebody who is signed in. */
  public static UserView of(Person person, Role role) {
    return of(person, role, true, true);
  }

  /** Somebody with what the business knows of the account. */
  public static UserView of(Person person, Optional<PersonAccess> access) {
    return of(
        person,
        access.map(PersonAccess::role).orElse(Role.CLIENT),
        Account.hasAccount(person, access),
        access.map(PersonAccess::enabled).orElse(true));
  }

  /** The same without how the person is reached. */
  public UserView withoutContacts() {
    return copy(false, null, visits, null, null);
  }

  /** The same with how often the person booked and came. */
  public UserView with(ClientVisits.Counts counts) {
    return copy(true, notice, counts, smsStoppedAt, whatsAppStoppedAt);
  }

  /**
   * The same with since when a text from the phone has stopped SMS and WhatsApp; null for a channel
   * that none has.
   */
  public UserView stopped(@Nullable Instant sms, @Nullable Instant whatsApp) {
    return copy(true, notice, visits, sms, whatsApp);
  }

  /** The same, saying that no message can go to the phone. */
  public UserView unreachable() {
    return copy(true, Notice.UNREACHABLE, visits, smsStoppedAt, whatsAppStoppedAt);
  }

  private UserView copy(
      boolean contacts,
      @Nullable Notice told,
      ClientVisits.@Nullable Counts counts,
      @Nullable Instant smsStopped,
      @Nullable Instant whatsAppStopped) {
    return new UserView(
        userId,
        role,
        name,
        contacts ? phone : null,
        contacts ? email : null,
        contacts ? emailVerified : null,
        contacts ? phoneVerified : null,
        contacts ? locale : null,
        contacts ? messagePreferences : null,
        hasAccount,
        enabled,
        createdAt,
        told,
        counts,
        smsStopped,
        whatsAppStopped);
  }

  private static UserView of(Person person, Role role, boolean hasAccount, boolean enabled) {
    return new UserView(
        person.id().value(),
        role,
        person.name(),
        person.phone().e164(),
        person.email().orElse(null),
        person.emailVerified(),
        person.phoneVerified(),
        person.locale().map(Locale::toLanguageTag).orElse(null),
        person.preferences(),
        hasAccount,
        enabled,
        person.createdAt(),
        null,
        null,
        null,
        null);
  }

  /** Hides the personal data. */
  @Override
  public String toString() {
    return "UserView " + userId;
  }
}
