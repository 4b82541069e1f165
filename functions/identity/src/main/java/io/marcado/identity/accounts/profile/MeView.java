package io.marcado.identity.accounts.profile;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.marcado.domain.Role;
import io.marcado.identity.accounts.totp.Totp;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.UserView;
import io.marcado.identity.published.notices.BookingNotices;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The person who is signed in, and how that person signs in.
 *
 * @param hasPassword false for a client who signs in by codes alone
 * @param hasTotp true when an authenticator app is on
 * @param recoveryCodesLeft null without an app
 * @param bookingNotices absent for clients
 */
record MeView(
    @JsonUnwrapped UserView user,
    boolean hasPassword,
    boolean hasTotp,
    @Nullable Integer recoveryCodesLeft,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BookingNotices bookingNotices) {

  /**
   * The view of a person.
   *
   * @param app the person's app, where it is on
   */
  static MeView of(Account account, Role role, Optional<Totp> app) {
    return new MeView(
        UserView.of(account.person(), role),
        account.verifiedCredentials().isPresent(),
        app.isPresent(),
        app.map(on -> on.recovery().size()).orElse(null),
        notices(account.person(), role));
  }

  /** Of which bookings a person of the team is told; null for a client. */
  static @Nullable BookingNotices notices(Person person, Role role) {
    return role.atLeast(Role.STAFF) ? person.noticesAs(role) : null;
  }
}
