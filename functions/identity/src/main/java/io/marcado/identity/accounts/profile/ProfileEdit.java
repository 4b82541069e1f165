package io.marcado.identity.accounts.profile;

import io.marcado.domain.Patch;
import io.marcado.domain.PhoneNumber;
import io.marcado.identity.accounts.stepup.StepUpAnswer;
import io.marcado.identity.people.NoticeChoice;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.PreferencesEdit;
import java.util.Locale;
import java.util.Optional;

/**
 * How a person wants the own profile to be.
 *
 * @param phone counts once the person has proved it
 * @param email counts once the person has proved it; clearing it takes no more than the step-up
 * @param locale the language of messages; cleared, it is the business's
 * @param bookingNotices merged into what was chosen before; cleared, all follows from the role
 * @param preferences about messages as a client, likewise; cleared, nothing is preferred
 * @param stepUp a fresh proof, which a change of phone or e-mail takes
 */
record ProfileEdit(
    Optional<String> name,
    Optional<PhoneNumber> phone,
    Patch<String> email,
    Patch<Locale> locale,
    Patch<NoticeChoice> bookingNotices,
    Patch<PreferencesEdit> preferences,
    Optional<StepUpAnswer> stepUp) {

  /** True when something changes without a code that has to come back. */
  boolean changesAtOnce() {
    return name.isPresent()
        || email instanceof Patch.Clear
        || !locale.keeps()
        || !bookingNotices.keeps()
        || !preferences.keeps();
  }

  /** What the person has chosen of notices afterwards. */
  NoticeChoice noticesAfter(Person seen) {
    return switch (bookingNotices) {
      case Patch.Keep<NoticeChoice> _ -> seen.noticeChoice();
      case Patch.Clear<NoticeChoice> _ -> NoticeChoice.NONE;
      case Patch.Set<NoticeChoice>(NoticeChoice choice) -> choice.over(seen.noticeChoice());
    };
  }

  /** Hides the personal data. */
  @Override
  public String toString() {
    return "ProfileEdit";
  }
}
