package io.marcado.identity.team;

import io.marcado.domain.Actor;
import io.marcado.domain.PersonId;
import io.marcado.domain.Result;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.people.Directory;
import io.marcado.identity.people.Members;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.Team;
import io.marcado.identity.people.UserView;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.paging.ForeignPositionException;
import io.marcado.platform.paging.Page;
import io.marcado.platform.paging.PageRequest;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Finds the people of a business for those who work there. */
@Singleton
final class PeopleQueries {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private final PeopleStore people;
  private final Directory directory;
  private final Team team;

  PeopleQueries(PeopleStore people, Directory directory, Team team) {
    this.people = people;
    this.directory = directory;
    this.team = team;
  }

  /**
   * One person, as the actor may see it; refused also for somebody whom the actor may not know of.
   */
  Result<UserView, IdentityRefusal> get(Actor actor, PersonId personId) {
    return Result.of(
        people
            .account(actor.tenant(), personId)
            .map(account -> UserView.of(account.person(), account.access()))
            .filter(user -> Rights.maySee(actor, user.role()))
            .map(user -> shown(actor, user)),
        new IdentityRefusal.NotFound("person"));
  }

  /**
   * A page of people, by name; by phone when a phone in E.164 form is searched for. Digits find
   * nobody whose phone the actor may not see. Erased people are left out, even while the index
   * still has an entry.
   *
   * @param role people of this role only; everybody without it
   */
  Page<UserView> list(Actor actor, Optional<String> query, Optional<Role> role, PageRequest page) {
    TenantId tenant = actor.tenant();
    Directory.Search search = query.map(Directory.Search::of).orElse(new Directory.ByName(""));
    Page<Person> entries = entries(actor, search, role, page.limit(), last(tenant, page));
    List<PersonId> ids = entries.items().stream().map(Person::id).toList();
    Map<PersonId, Person> present = people.find(tenant, ids);
    Map<PersonId, PersonAccess> access = people.access(tenant, ids);
    return new Page<>(
        ids.stream()
            .flatMap(id -> Optional.ofNullable(present.get(id)).stream())
            .map(person -> UserView.of(person, Optional.ofNullable(access.get(person.id()))))
            .filter(user -> Rights.maySee(actor, user.role()))
            .map(user -> shown(actor, user))
            .toList(),
        entries.next());
  }

  private Page<Person> entries(
      Actor actor, Directory.Search search, Optional<Role> role, int limit, Optional<Person> last) {
    TenantId tenant = actor.tenant();
    Predicate<Role> findable =
        whose ->
            search.mayBePhone() ? Rights.maySeeContacts(actor, whose) : Rights.maySee(actor, whose);
    boolean all = Arrays.stream(Role.values()).allMatch(findable);
    if (role.isEmpty() && all) {
      return directory.list(tenant, search, Set.of(), limit, last);
    }
    Members members = team.members(tenant);
    if (role.isEmpty() || role.get() == Role.CLIENT) {
      Set<PersonId> but = new HashSet<>();
      for (Role other : Role.values()) {
        if (role.isPresent() || !findable.test(other)) {
          but.addAll(members.with(other));
        }
      }
      requireListed(last, person -> !but.contains(person.id()));
      return directory.list(tenant, search, but, limit, last);
    }
    Set<PersonId> found = findable.test(role.get()) ? members.with(role.get()) : Set.of();
    requireListed(last, person -> found.contains(person.id()));
    return Directory.list(List.copyOf(people.find(tenant, found).values()), search, limit, last);
  }

  // The cursor says who was last, not where: a name or a phone has no place in a URL.
  private Optional<Person> last(TenantId tenant, PageRequest page) {
    return page.position()
        .map(
            personId ->
                Optional.of(personId)
                    .filter(id -> ID.matcher(id).matches())
                    .flatMap(id -> people.find(tenant, new PersonId(id)))
                    .orElseThrow(ForeignPositionException::new));
  }

  // Before anything of the person is compared: a cursor made up from an id must not tell of
  // somebody whom this caller does not find.
  private static void requireListed(Optional<Person> last, Predicate<Person> listed) {
    if (last.isPresent() && !listed.test(last.get())) {
      throw new ForeignPositionException();
    }
  }

  private static UserView shown(Actor actor, UserView user) {
    return Rights.maySeeContacts(actor, user.role()) ? user : user.withoutContacts();
  }
}
