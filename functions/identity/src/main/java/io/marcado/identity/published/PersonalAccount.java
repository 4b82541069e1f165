package io.marcado.identity.published;

import io.marcado.domain.PersonId;
import io.marcado.domain.Role;
import io.marcado.identity.published.notices.BookingNotices;
import io.marcado.identity.published.notices.MessagePreferences;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The stored data of a person's account, for the export. It holds no password, no secret, and no
 * hash of one.
 *
 * @param locale the language of messages; empty for the business's
 * @param bookingNotices of which bookings the person is told; empty for clients
 * @param messagePreferences about messages to the person as a client
 * @param registeredAs what the person called itself at registration, which a later change of the
 *     profile leaves as it was
 * @param hasPassword false for a person who signs in by codes only
 * @param hasTotp true when an authenticator app is asked for
 * @param sessions those used last first, at most 1,000
 */
public record PersonalAccount(
    PersonId id,
    Role role,
    boolean enabled,
    String name,
    String phone,
    boolean phoneVerified,
    Optional<String> email,
    boolean emailVerified,
    Optional<Locale> locale,
    Optional<BookingNotices> bookingNotices,
    MessagePreferences messagePreferences,
    Instant createdAt,
    Optional<RegisteredAs> registeredAs,
    boolean hasPassword,
    boolean hasTotp,
    List<OpenSession> sessions) {
  public PersonalAccount {
    sessions = List.copyOf(sessions);
  }

  /** A name and an e-mail as they were given at registration. */
  public record RegisteredAs(String name, Optional<String> email, Instant at) {
    /** Hides the personal data. */
    @Override
    public String toString() {
      return "RegisteredAs";
    }
  }

  /**
   * A session that is open.
   *
   * @param until its end at the latest
   * @param userAgent what the login's request called itself
   */
  public record OpenSession(
      String sessionId,
      Instant createdAt,
      Instant lastUsedAt,
      Instant until,
      Optional<String> userAgent) {}

  /** Hides the personal data. */
  @Override
  public String toString() {
    return "PersonalAccount " + id;
  }
}
