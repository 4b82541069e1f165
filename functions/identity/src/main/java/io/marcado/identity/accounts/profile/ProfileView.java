package io.marcado.identity.accounts.profile;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.marcado.domain.Role;
import io.marcado.identity.people.UserView;
import io.marcado.identity.published.notices.BookingNotices;
import org.jspecify.annotations.Nullable;

/**
 * A profile after a change.
 *
 * @param bookingNotices absent for clients
 * @param verification the code that proves the new phone or e-mail; absent where there is none
 */
record ProfileView(
    @JsonUnwrapped UserView user,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BookingNotices bookingNotices,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Verification verification) {

  static ProfileView of(OwnProfile.Changed changed, Role role) {
    return new ProfileView(
        UserView.of(changed.person(), role),
        MeView.notices(changed.person(), role),
        changed.challenge().map(Verification::of).orElse(null));
  }
}
