package io.marcado.identity.team.invitations;

import io.marcado.domain.Permission;
import io.marcado.domain.Role;
import io.marcado.identity.IdentityProblems;
import io.marcado.identity.people.Phones;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;
import java.util.Optional;

/** {@code POST /staff}: invites somebody to the staff, by SMS. */
public final class InviteStaffHandler extends TenantEndpoint<InvitationDraft, InvitationView> {
  @Inject Invitations invitations;
  @Inject Phones phones;

  @Override
  protected Access access() {
    return Access.may(Permission.STAFF_MANAGE);
  }

  @Override
  protected InvitationDraft read(RequestReader request) {
    Optional<String> key = request.idempotencyKey();
    return request.body(body -> InvitationDraft.read(body, Role.STAFF, phones, key));
  }

  @Override
  protected Answer<InvitationView> answer(Call call, InvitationDraft draft) {
    Invitations.Invited invited =
        invitations.invite(call.person(), draft, call.now()).orElseThrow(IdentityProblems::of);
    return Answer.created(InvitationView.of(invited.invitation())).replayed(invited.replayed());
  }
}
