package io.marcado.identity.team.invitations;

import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.ItemList;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.paging.PageRequest;
import jakarta.inject.Inject;

/** {@code GET /invitations}: a page of the pending ones, newest first. */
public final class ListInvitationsHandler
    extends TenantEndpoint<PageRequest, ItemList<InvitationView>> {
  @Inject Invitations invitations;

  @Override
  protected Access access() {
    return Access.may(Permission.STAFF_MANAGE);
  }

  @Override
  protected PageRequest read(RequestReader request) {
    return request.query().page();
  }

  @Override
  protected Answer<ItemList<InvitationView>> answer(Call call, PageRequest page) {
    return Answer.ok(
        ItemList.of(call, invitations.list(call.tenant(), page, call.now()), InvitationView::of));
  }
}
