package io.marcado.identity.team;

import io.marcado.domain.Permission;
import io.marcado.domain.Role;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.UserView;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.ItemList;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.json.Readers;
import io.marcado.platform.paging.PageRequest;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.Function;

/** {@code GET /users}: a page of people, by name, or by phone when one is searched for. */
public final class ListUsersHandler
    extends TenantEndpoint<ListUsersHandler.Input, ItemList<UserView>> {
  @Inject PeopleQueries people;

  record Input(Optional<String> query, Optional<Role> role, PageRequest page) {
    /** Hides who is searched for. */
    @Override
    public String toString() {
      return "Input";
    }
  }

  @Override
  protected Access access() {
    return Access.may(Permission.PEOPLE_READ);
  }

  @Override
  protected Input read(RequestReader request) {
    return new Input(
        request.query().optional("query", Readers.text(1, Person.LONGEST_NAME)),
        request.query().optional("role", Readers.oneOf(Role.class)),
        request.query().page());
  }

  @Override
  protected Answer<ItemList<UserView>> answer(Call call, Input input) {
    return Answer.ok(
        ItemList.of(
            call,
            people.list(call.actor(), input.query(), input.role(), input.page()),
            Function.identity()));
  }
}
