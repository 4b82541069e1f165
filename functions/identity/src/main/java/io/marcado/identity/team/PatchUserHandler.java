package io.marcado.identity.team;

import io.marcado.domain.Permission;
import io.marcado.domain.PersonId;
import io.marcado.identity.IdentityProblems;
import io.marcado.identity.people.UserView;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/** {@code PATCH /users/{personId}}: changes a person's record, role or state. */
public final class PatchUserHandler extends TenantEndpoint<PatchUserHandler.Input, UserView> {
  @Inject PersonUpdates updates;

  record Input(PersonId personId, PersonUpdate update) {}

  @Override
  protected Access access() {
    return Access.may(Permission.PEOPLE_WRITE);
  }

  @Override
  protected Input read(RequestReader request) {
    return new Input(new PersonId(request.path("userId")), request.body(PersonUpdate.SHAPE));
  }

  @Override
  protected Answer<UserView> answer(Call call, Input input) {
    UserView changed =
        updates
            .update(call.actor(), input.personId(), input.update(), call.now())
            .orElseThrow(IdentityProblems::of);
    return Answer.okFor(call.may(Permission.PEOPLE_READ), changed);
  }
}
