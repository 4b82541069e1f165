package io.marcado.identity.team;

import io.marcado.domain.Permission;
import io.marcado.domain.Role;
import io.marcado.identity.people.UserView;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.ItemList;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.paging.PageRequest;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.Function;

/** {@code GET /admins}: a page of admins, by name. */
public final class ListAdminsHandler extends TenantEndpoint<PageRequest, ItemList<UserView>> {
  @Inject PeopleQueries people;

  @Override
  protected Access access() {
    return Access.may(Permission.ADMINS_MANAGE);
  }

  @Override
  protected PageRequest read(RequestReader request) {
    return request.query().page();
  }

  @Override
  protected Answer<ItemList<UserView>> answer(Call call, PageRequest page) {
    return Answer.ok(
        ItemList.of(
            call,
            people.list(call.actor(), Optional.empty(), Optional.of(Role.ADMIN), page),
            Function.identity()));
  }
}
