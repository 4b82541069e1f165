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
import io.marcado.platform.tenant.LocaleReader;
import jakarta.inject.Inject;

/** {@code PATCH /users/me}: changes the caller's own name, phone, e-mail or language. */
public final class PatchMeHandler extends TenantEndpoint<ProfileEdit, ProfileView> {
  @Inject OwnProfile own;
  @Inject StepUp stepUp;
  @Inject Phones phones;

  @Override
  protected Access access() {
    return Access.signedIn();
  }

  @Override
  protected ProfileEdit read(RequestReader request) {
    return request.body(this::edit);
  }

  @Override
  protected Answer<ProfileView> answer(Call call, ProfileEdit edit) {
    Actor.Person me = call.person();
    return Answer.ok(
        own.change(me, edit, () -> stepUp.check(me, edit.stepUp(), call.now()), call.now())
            .map(changed -> ProfileView.of(changed, me.role()))
            .orElseThrow(IdentityProblems::of));
  }

  private ProfileEdit edit(Fields fields) {
    ProfileEdit edit =
        new ProfileEdit(
            fields.optional("name", Readers.name(Person.LONGEST_NAME)),
            fields.optional("phone", phones.reachable()),
            fields.patch("email", Readers.email()),
            fields.patch("locale", LocaleReader.locale()),
            fields.optional("stepUp", StepUpAnswer.reader()));
    fields.requireOneOf("name", "phone", "email", "locale");
    if (edit.phone().isPresent() && edit.email().given().isPresent()) {
      fields.fault(
          "/email",
          FaultCode.CONFLICT,
          "must not be there together with phone: one is proved after the other");
    }
    return edit;
  }
}
