package io.marcado.identity.accounts.profile;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.marcado.identity.people.UserView;
import org.jspecify.annotations.Nullable;

/**
 * A profile after a change.
 *
 * @param verification the code with which the new phone or e-mail is to be proved; absent when none
 *     is
 */
record ProfileView(
    @JsonUnwrapped UserView user,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Verification verification) {}
