package io.marcado.identity.team;

import io.marcado.domain.Patch;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Role;
import io.marcado.identity.accounts.stepup.StepUpAnswer;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.PreferencesEdit;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Readers;
import io.marcado.platform.json.Shape;
import io.marcado.platform.tenant.LocaleReader;
import java.util.Locale;
import java.util.Optional;

/**
 * A change of a person by the team.
 *
 * @param phone the new one, for a person without a verified account
 * @param email the new one, for a person without a verified account
 * @param locale the language of messages; cleared, it is the business's
 * @param preferences about messages, merged into what was preferred before; cleared, nothing is
 * @param role the present one or a lower one
 * @param stepUp a fresh proof; it is needed to lower or disable an owner
 */
record PersonUpdate(
    Optional<String> name,
    Optional<PhoneNumber> phone,
    Patch<String> email,
    Patch<Locale> locale,
    Patch<PreferencesEdit> preferences,
    Optional<Role> role,
    Optional<Boolean> enabled,
    Optional<StepUpAnswer> stepUp) {
  /** What requests say of it: at least one of the fields beside the proof. */
  static final Shape<PersonUpdate> SHAPE = Shape.of(PersonUpdate::read);

  private static PersonUpdate read(Fields fields) {
    PersonUpdate update =
        new PersonUpdate(
            fields.optional("name", Readers.name(Person.LONGEST_NAME)),
            fields.optional("phone", Readers.phone()),
            fields.patch("email", Readers.email()),
            fields.patch("locale", LocaleReader.locale()),
            fields.patch(Person.PREFERENCES, PreferencesEdit.reader()),
            fields.optional("role", Readers.oneOf(Role.class)),
            fields.optional("enabled", Readers.bool()),
            fields.optional("stepUp", StepUpAnswer.reader()));
    fields.requireOneOf("name", "phone", "email", "locale", Person.PREFERENCES, "role", "enabled");
    return update;
  }

  /** True when it changes how the person is reached. */
  boolean reaches() {
    return phone.isPresent() || !email.keeps();
  }

  /** Hides the personal data. */
  @Override
  public String toString() {
    return "PersonUpdate";
  }
}
