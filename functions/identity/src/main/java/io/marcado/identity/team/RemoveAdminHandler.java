package io.marcado.identity.team;

import io.marcado.domain.Permission;
import io.marcado.domain.PersonId;
import io.marcado.identity.IdentityProblems;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/** {@code DELETE /admins/{personId}}: makes an admin a client. */
public final class RemoveAdminHandler extends TenantEndpoint<PersonId, Void> {
  @Inject PersonUpdates updates;

  @Override
  protected Access access() {
    return Access.may(Permission.ADMINS_MANAGE);
  }

  @Override
  protected PersonId read(RequestReader request) {
    return new PersonId(request.path("userId"));
  }

  @Override
  protected Answer<Void> answer(Call call, PersonId personId) {
    updates.removeAdmin(call.person(), personId, call.now()).orElseThrow(IdentityProblems::of);
    return Answer.noContent();
  }
}
