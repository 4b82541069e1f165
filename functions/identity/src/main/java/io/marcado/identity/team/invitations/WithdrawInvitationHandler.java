package io.marcado.identity.team.invitations;

import io.marcado.domain.Permission;
import io.marcado.identity.IdentityProblems;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/** {@code DELETE /invitations/{invitationId}}: takes an invitation back. */
public final class WithdrawInvitationHandler extends TenantEndpoint<String, Void> {
  @Inject Invitations invitations;

  @Override
  protected Access access() {
    return Access.may(Permission.STAFF_MANAGE);
  }

  @Override
  protected String read(RequestReader request) {
    return request.path("invitationId");
  }

  @Override
  protected Answer<Void> answer(Call call, String id) {
    IdentityProblems.requireNone(invitations.withdraw(call.person(), id, call.now()));
    return Answer.noContent();
  }
}
