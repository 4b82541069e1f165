package io.marcado.identity.accounts.profile;

import io.marcado.domain.Actor;
import io.marcado.domain.FaultCode;
import io.marcado.identity.IdentityProblems;
import io.marcado.identity.accounts.stepup.StepUp;
import io.marcado.identity.accounts.stepup.StepUpAnswer;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.Phones;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Readers;
import jakarta.inject.Inject;

/** {@code PATCH /users/me}: changes the caller's own name, phone or e-mail. */
public final class PatchMeHandler extends TenantEndpoint<ProfileChange, ProfileView> {
  @Inject ProfileChanges changes;
  @Inject StepUp stepUp;
  @Inject Phones phones;

  @Override
  protected Access access() {
    return Access.signedIn();
  }

  @Override
  protected ProfileChange read(RequestReader request) {
    return request.body(this::change);
  }

  @Override
  protected Answer<ProfileView> answer(Call call, ProfileChange change) {
    Actor.Person me = call.person();
    return Answer.ok(
        changes
            .change(me, change, () -> stepUp.check(me, change.stepUp(), call.now()), call.now())
            .map(changed -> ProfileView.of(changed, me.role()))
            .orElseThrow(IdentityProblems::of));
  }

  private ProfileChange change(Fields fields) {
    ProfileChange change =
        new ProfileChange(
            fields.patchRequired("name", Readers.name(Person.LONGEST_NAME)),
            fields.patchRequired("phone", phones.reachable()),
            fields.patch("email", Readers.email()),
            fields.optional("stepUp", StepUpAnswer.reader()));
    fields.requireOneOf("name", "phone", "email");
    if (change.phone().given().isPresent() && change.email().given().isPresent()) {
      fields.fault(
          "/email",
          FaultCode.CONFLICT,
          "must not be there together with phone: one is proved after the other");
    }
    return change;
  }
}
