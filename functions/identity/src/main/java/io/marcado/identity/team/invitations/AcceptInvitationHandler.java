package io.marcado.identity.team.invitations;

import io.marcado.identity.IdentityProblems;
import io.marcado.identity.accounts.codes.LongToken;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.UserView;
import io.marcado.identity.people.credentials.Password;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.json.Readers;
import jakarta.inject.Inject;

/** {@code POST /invitations/accept}: the token that came by SMS gives its holder a role. */
public final class AcceptInvitationHandler extends TenantEndpoint<AcceptanceDraft, UserView> {
  @Inject Acceptance acceptance;

  @Override
  protected Access access() {
    return Access.people();
  }

  @Override
  protected AcceptanceDraft read(RequestReader request) {
    return request.body(
        fields ->
            new AcceptanceDraft(
                fields.required("token", LongToken.reader()),
                fields.optional("password", Password.chosen()),
                fields.optional("name", Readers.name(Person.LONGEST_NAME)),
                fields.nullable("email", Readers.email())));
  }

  @Override
  protected Answer<UserView> answer(Call call, AcceptanceDraft draft) {
    return Answer.ok(
        acceptance.accept(call.actor(), draft, call.now()).orElseThrow(IdentityProblems::of));
  }
}
