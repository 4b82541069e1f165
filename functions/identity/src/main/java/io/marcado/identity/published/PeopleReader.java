package io.marcado.identity.published;

import io.marcado.domain.PersonId;
import io.marcado.domain.TenantId;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import io.marcado.platform.auth.PersonAccess;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads names and contacts of people. These are personal data, which nobody may log. */
@Singleton
public final class PeopleReader {
  private final PeopleStore people;

  public PeopleReader(PeopleStore people) {
    this.people = people;
  }

  /** One person, by one GetItem. */
  public Optional<Contact> find(TenantId tenant, PersonId personId) {
    return people.find(tenant, personId).map(PeopleReader::contact);
  }

  /** One person with its standing, by one BatchGetItem of two. */
  public Optional<ClientStanding> standing(TenantId tenant, PersonId personId) {
    return people
        .personAndAccess(tenant, personId)
        .map(
            account ->
                new ClientStanding(
                    contact(account.person()),
                    account.person().phoneVerified(),
                    !account.access().map(PersonAccess::enabled).orElse(true)));
  }

  /** Several people by id, by one BatchGetItem for each hundred; unknown ids are missing. */
  public Map<PersonId, Contact> find(TenantId tenant, Collection<PersonId> ids) {
    Map<PersonId, Contact> contacts = new HashMap<>();
    people.find(tenant, ids).forEach((id, person) -> contacts.put(id, contact(person)));
    return contacts;
  }

  private static Contact contact(Person person) {
    return new Contact(person.id(), person.name(), person.phone(), person.email());
  }
}
