package io.marcado.identity.published;

import io.marcado.domain.PersonId;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.Team;
import io.marcado.platform.auth.PersonAccess;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads who works at a business. These are personal data, which nobody may log. */
@Singleton
public final class TeamReader {
  private final Team team;
  private final PeopleStore people;

  TeamReader(Team team, PeopleStore people) {
    this.team = team;
    this.people = people;
  }

  /**
   * All of the team who may sign in, by id. Costs one GetItem, and two BatchGetItem for each
   * hundred.
   */
  public List<TeamMember> members(TenantId tenant) {
    Set<PersonId> ids = team.members(tenant).all();
    Map<PersonId, PersonAccess> access = people.access(tenant, ids);
    return people.find(tenant, ids).values().stream()
        .map(
            person ->
                new Account(person, Optional.ofNullable(access.get(person.id())), Optional.empty()))
        .flatMap(account -> member(account).stream())
        .sorted(Comparator.comparing(member -> member.contact().id().value()))
        .toList();
  }

  /** One of them, by one BatchGetItem of two; empty for everybody else. */
  public Optional<TeamMember> member(TenantId tenant, PersonId personId) {
    return people.personAndAccess(tenant, personId).flatMap(TeamReader::member);
  }

  private static Optional<TeamMember> member(Account account) {
    Person person = account.person();
    return account
        .access()
        .filter(PersonAccess::enabled)
        .map(PersonAccess::role)
        .filter(role -> role.atLeast(Role.STAFF))
        .map(role -> new TeamMember(PeopleReader.contact(person), role, person.noticesAs(role)));
  }
}
