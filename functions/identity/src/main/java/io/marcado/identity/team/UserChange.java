package io.marcado.identity.team;

import io.marcado.domain.Patch;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Role;
import io.marcado.identity.stepup.StepUpAnswer;
import java.util.Optional;

/**
 * What somebody of the business changes of another person.
 *
 * @param phone of somebody who has no account
 * @param email of somebody who has no account
 * @param stepUp a fresh proof, without which nobody becomes an owner, or stops being a working one
 */
record UserChange(
    Patch<String> name,
    Patch<PhoneNumber> phone,
    Patch<String> email,
    Optional<Role> role,
    Optional<Boolean> enabled,
    Optional<StepUpAnswer> stepUp) {

  /** True when nothing is to be changed. */
  boolean isEmpty() {
    return name.keeps() && phone.keeps() && email.keeps() && role.isEmpty() && enabled.isEmpty();
  }

  /** The new value, if there is one, of a field that is never cleared. */
  static <T> Optional<T> given(Patch<T> patch) {
    return patch instanceof Patch.Set<T>(T value) ? Optional.of(value) : Optional.empty();
  }

  /** Hides who it is. */
  @Override
  public String toString() {
    return "UserChange";
  }
}
