package io.marcado.identity.accounts.profile;

import io.marcado.domain.Patch;
import io.marcado.domain.PhoneNumber;
import io.marcado.identity.accounts.stepup.StepUpAnswer;
import java.util.Locale;
import java.util.Optional;

/**
 * How a person wants the own profile to be.
 *
 * @param phone counts once the person has proved it
 * @param email counts once the person has proved it; clearing it takes no more than the step-up
 * @param locale the language of messages; cleared, it is the business's
 * @param stepUp a fresh proof, which a change of phone or e-mail takes
 */
record ProfileEdit(
    Optional<String> name,
    Optional<PhoneNumber> phone,
    Patch<String> email,
    Patch<Locale> locale,
    Optional<StepUpAnswer> stepUp) {

  /** Hides the personal data. */
  @Override
  public String toString() {
    return "ProfileEdit";
  }
}
