package io.marcado.identity.published;

import io.marcado.domain.TenantId;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads how people are called and reached. What it returns is personal data: it is never logged.
 */
@Singleton
public final class PeopleReader {
  private final PeopleStore people;

  public PeopleReader(PeopleStore people) {
    this.people = people;
  }

  /** One person, by one GetItem. */
  public Optional<Contact> find(TenantId tenant, String userId) {
    return people.find(tenant, userId).map(PeopleReader::contact);
  }

  /** Several people by id, by one BatchGetItem for each hundred; unknown ids are missing. */
  public Map<String, Contact> find(TenantId tenant, Collection<String> userIds) {
    Map<String, Contact> contacts = new HashMap<>();
    people.find(tenant, userIds).forEach((userId, person) -> contacts.put(userId, contact(person)));
    return contacts;
  }

  private static Contact contact(Person person) {
    return new Contact(person.userId(), person.name(), person.phone(), person.email());
  }
}
