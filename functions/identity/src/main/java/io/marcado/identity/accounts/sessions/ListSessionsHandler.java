package io.marcado.identity.accounts.sessions;

import io.marcado.domain.Actor;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.ItemList;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.paging.PageRequest;
import jakarta.inject.Inject;

/** {@code GET /users/me/sessions}: where the caller is signed in. */
public final class ListSessionsHandler extends TenantEndpoint<PageRequest, ItemList<SessionView>> {
  @Inject SessionList sessions;

  @Override
  protected Access access() {
    return Access.signedIn();
  }

  @Override
  protected PageRequest read(RequestReader request) {
    return request.query().page();
  }

  @Override
  protected Answer<ItemList<SessionView>> answer(Call call, PageRequest page) {
    Actor.Person me = call.person();
    return Answer.ok(
        ItemList.of(
            call,
            sessions.page(call.tenant(), me.id(), page, call.now()),
            entry -> SessionView.of(entry, me.session())));
  }
}
