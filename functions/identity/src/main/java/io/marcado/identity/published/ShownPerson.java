package io.marcado.identity.published;

import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.identity.people.Person;
import java.util.Optional;

/**
 * A person as a caller may see it.
 *
 * @param seen how much that is
 * @param name empty when the caller sees nothing of the person
 * @param phone empty, as all after it, when the caller may not see how to reach the person
 * @param phoneVerified false while nobody has proved the phone: anybody may have typed the name and
 *     the e-mail beside it
 */
public record ShownPerson(
    PersonId id,
    Visibility seen,
    Optional<String> name,
    Optional<PhoneNumber> phone,
    Optional<Boolean> phoneVerified,
    Optional<String> email,
    Optional<Boolean> emailVerified) {

  static ShownPerson of(Person person, Visibility seen) {
    boolean contacts = seen == Visibility.CONTACTS;
    return new ShownPerson(
        person.id(),
        seen,
        Optional.of(person.name()).filter(_ -> seen != Visibility.NOTHING),
        Optional.of(person.phone()).filter(_ -> contacts),
        Optional.of(person.phoneVerified()).filter(_ -> contacts),
        person.email().filter(_ -> contacts),
        Optional.of(person.emailVerified()).filter(_ -> contacts));
  }

  /** Hides who it is. */
  @Override
  public String toString() {
    return "ShownPerson " + id;
  }
}
