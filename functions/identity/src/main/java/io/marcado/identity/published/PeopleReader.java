package io.marcado.identity.published;

import io.marcado.domain.Actor;
import io.marcado.domain.PersonId;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.people.Members;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.Team;
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
  private final Team team;

  public PeopleReader(PeopleStore people, Team team) {
    this.people = people;
    this.team = team;
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
                    account.person().email().filter(_ -> account.person().emailVerified()),
                    !account.access().map(PersonAccess::enabled).orElse(true),
                    account.person().preferences()));
  }

  /**
   * Several people as the caller may see them, by one BatchGetItem for each hundred, and one
   * GetItem of the team; unknown ids are missing.
   */
  public Map<PersonId, ShownPerson> shown(Actor caller, Collection<PersonId> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    Members members = team.members(caller.tenant());
    Map<PersonId, ShownPerson> shown = new HashMap<>();
    people
        .find(caller.tenant(), ids)
        .forEach(
            (id, person) ->
                shown.put(id, ShownPerson.of(person, Visibility.of(caller, members.roleOf(id)))));
    return shown;
  }

  /** One person as somebody of the team with this role may see it, by two GetItem. */
  public Optional<ShownPerson> shown(TenantId tenant, Role seer, PersonId personId) {
    return people
        .find(tenant, personId)
        .map(
            person ->
                ShownPerson.of(person, Visibility.of(seer, team.members(tenant).roleOf(personId))));
  }

  static Contact contact(Person person) {
    return new Contact(person.id(), person.name(), person.phone(), person.email(), person.locale());
  }
}
