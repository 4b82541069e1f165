package io.marcado.identity.accounts.profile;

import io.marcado.domain.Patch;
import io.marcado.domain.PhoneNumber;
import io.marcado.identity.accounts.stepup.StepUpAnswer;
import java.util.Optional;

/**
 * What somebody changes of their own profile.
 *
 * @param phone counts once it is proved
 * @param email counts once it is proved; to clear it needs no more than the step-up
 * @param stepUp a fresh proof, without which neither phone nor e-mail is touched
 */
record ProfileChange(
    Patch<String> name,
    Patch<PhoneNumber> phone,
    Patch<String> email,
    Optional<StepUpAnswer> stepUp) {

  /** Hides who it is. */
  @Override
  public String toString() {
    return "ProfileChange";
  }
}
