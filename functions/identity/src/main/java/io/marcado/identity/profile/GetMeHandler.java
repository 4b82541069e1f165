package io.marcado.identity.profile;

import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.UserView;
import io.marcado.platform.auth.Access;
import io.marcado.platform.auth.Caller;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.NoInput;
import io.marcado.platform.http.Problem;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/** {@code GET /users/me}: the caller's own profile. */
public final class GetMeHandler extends TenantEndpoint<NoInput, UserView> {
  @Inject PeopleStore people;

  @Override
  protected Access access() {
    return Access.signedIn();
  }

  @Override
  protected NoInput read(RequestReader request) {
    return new NoInput();
  }

  @Override
  protected Answer<UserView> answer(Call call, NoInput none) {
    Caller.User me = call.user();
    return people
        .find(call.tenant(), me.userId())
        .map(person -> Answer.ok(UserView.of(person, me.role())))
        .orElseThrow(() -> Problem.notFound("person"));
  }
}
