package io.marcado.identity.team;

import io.marcado.domain.Permission;
import io.marcado.domain.PersonId;
import io.marcado.identity.IdentityProblems;
import io.marcado.identity.accounts.stepup.StepUpAnswer;
import io.marcado.identity.accounts.stepup.StepUpInput;
import io.marcado.identity.people.UserView;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * {@code POST /admins/{personId}/hand-over}: an admin becomes the owner, and the owner an admin.
 */
public final class HandOverHandler extends TenantEndpoint<HandOverHandler.Input, UserView> {
  @Inject HandOvers handOvers;

  record Input(PersonId personId, Optional<StepUpAnswer> stepUp) {}

  @Override
  protected Access access() {
    return Access.may(Permission.BUSINESS_HAND_OVER);
  }

  @Override
  protected Input read(RequestReader request) {
    return new Input(new PersonId(request.path("userId")), StepUpInput.answer(request));
  }

  @Override
  protected Answer<UserView> answer(Call call, Input input) {
    return Answer.ok(
        handOvers
            .handOver(call.person(), input.personId(), input.stepUp(), call.now())
            .orElseThrow(IdentityProblems::of));
  }
}
