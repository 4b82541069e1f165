package io.marcado.identity.team;

import io.marcado.domain.Patch;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Role;
import io.marcado.identity.accounts.stepup.StepUpAnswer;
import java.util.Optional;

/**
 * What somebody who works at the business changes of a person.
 *
 * @param phone of somebody who has no verified account
 * @param email of somebody who has no verified account
 * @param role the present one or a lower one
 * @param stepUp a fresh proof; it is needed to lower or disable an owner
 */
record PersonUpdate(
    Patch<String> name,
    Patch<PhoneNumber> phone,
    Patch<String> email,
    Optional<Role> role,
    Optional<Boolean> enabled,
    Optional<StepUpAnswer> stepUp) {

  /** True when it changes how the person is reached. */
  boolean reaches() {
    return !phone.keeps() || !email.keeps();
  }

  /** The new value, if there is one, of a field that is never cleared. */
  static <T> Optional<T> given(Patch<T> patch) {
    return patch instanceof Patch.Set<T>(T value) ? Optional.of(value) : Optional.empty();
  }

  /** Hides who it is. */
  @Override
  public String toString() {
    return "PersonUpdate";
  }
}
