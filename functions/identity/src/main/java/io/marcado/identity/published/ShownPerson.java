package io.marcado.identity.published;

import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.identity.people.Person;
import java.util.Optional;

/**
 * A person as a caller may see it.
 *
 * @param name empty when the caller sees nothing of the person
 * @param phone empty, as the e-mail, when the caller may not see how to reach the person
 * @param phoneVerified false while nobody has proved the phone: anybody may have typed the name and
 *     the e-mail beside it
 */
public record ShownPerson(
    PersonId id,
    Optional<String> name,
    Optional<PhoneNumber> phone,
    boolean phoneVerified,
    Optional<String> email,
    boolean emailVerified) {

  static ShownPerson of(Person person, Visibility seen) {
    boolean contacts = seen == Visibility.CONTACTS;
    return new ShownPerson(
        person.id(),
        Optional.of(person.name()).filter(_ -> seen != Visibility.NOTHING),
        Optional.of(person.phone()).filter(_ -> contacts),
        person.phoneVerified(),
        person.email().filter(_ -> contacts),
        person.emailVerified());
  }

  /** Hides who it is. */
  @Override
  public String toString() {
    return "ShownPerson " + id;
  }
}
