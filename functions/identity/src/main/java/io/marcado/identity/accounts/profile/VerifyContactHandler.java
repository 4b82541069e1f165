package io.marcado.identity.accounts.profile;

import io.marcado.domain.Actor;
import io.marcado.identity.IdentityProblems;
import io.marcado.identity.accounts.codes.SixDigits;
import io.marcado.identity.people.UserView;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.json.Readers;
import jakarta.inject.Inject;

/** {@code POST /users/me/contacts/verify}: the code that came proves a new phone or e-mail. */
public final class VerifyContactHandler
    extends TenantEndpoint<VerifyContactHandler.Input, UserView> {
  @Inject ContactVerification verification;

  record Input(String challengeId, String code) {
    /** Hides the code. */
    @Override
    public String toString() {
      return "Input";
    }
  }

  @Override
  protected Access access() {
    return Access.signedIn();
  }

  @Override
  protected Input read(RequestReader request) {
    return request.body(
        fields ->
            new Input(
                fields.required("challengeId", Readers.id()),
                fields.required("code", SixDigits.reader())));
  }

  @Override
  protected Answer<UserView> answer(Call call, Input input) {
    Actor.Person me = call.person();
    return Answer.ok(
        verification
            .verify(me, input.challengeId(), input.code(), call.now())
            .map(person -> UserView.of(person, me.role()))
            .orElseThrow(IdentityProblems::of));
  }
}
