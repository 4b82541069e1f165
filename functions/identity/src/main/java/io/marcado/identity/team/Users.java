package io.marcado.identity.team;

import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.Directory;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.UserView;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.http.Cursor;
import io.marcado.platform.http.ItemList;
import io.marcado.platform.http.PageRequest;
import io.marcado.platform.http.Problem;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The people of a business, as those who work there see them. */
@Singleton
final class Users {
  private final PeopleStore people;
  private final Directory directory;
  private final Team team;

  Users(PeopleStore people, Directory directory, Team team) {
    this.people = people;
    this.directory = directory;
    this.team = team;
  }

  /**
   * One person.
   *
   * @throws Problem 404
   */
  UserView get(TenantId tenant, String userId) {
    Account account = account(tenant, userId);
    return UserView.of(account.person(), account.access());
  }

  /**
   * A page of people, by name; by phone when a phone is searched for.
   *
   * @param role people of this role only; everybody without it
   */
  ItemList<UserView> list(
      TenantId tenant, Optional<String> query, Optional<Role> role, PageRequest page) {
    Directory.Search search = query.map(Directory.Search::of).orElse(new Directory.ByName(""));
    Directory.Entries entries = entries(tenant, search, role, page);
    Map<String, PersonAccess> access =
        people.access(tenant, entries.people().stream().map(Person::userId).toList());
    return new ItemList<>(
        entries.people().stream()
            .map(person -> UserView.of(person, Optional.ofNullable(access.get(person.userId()))))
            .toList(),
        entries.next().map(Cursor::of).orElse(null));
  }

  private Directory.Entries entries(
      TenantId tenant, Directory.Search search, Optional<Role> role, PageRequest page) {
    if (role.isEmpty()) {
      return directory.list(tenant, search, Set.of(), page.limit(), page.position());
    }
    Members members = team.members(tenant);
    return role.get() == Role.CLIENT
        ? directory.list(tenant, search, members.all(), page.limit(), page.position())
        : Directory.list(
            List.copyOf(people.find(tenant, members.with(role.get())).values()),
            search,
            page.limit(),
            page.position());
  }

  private Account account(TenantId tenant, String userId) {
    return people.account(tenant, userId).orElseThrow(() -> Problem.notFound("person"));
  }
}
