package io.marcado.identity.accounts.profile;

import io.marcado.domain.Actor;
import io.marcado.identity.IdentityProblems;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.accounts.totp.Totp;
import io.marcado.identity.people.PeopleStore;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.NoInput;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;
import java.util.List;

/** {@code GET /users/me}: the caller's own profile. */
public final class GetMeHandler extends TenantEndpoint<NoInput, MeView> {
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
  protected Answer<MeView> answer(Call call, NoInput none) {
    Actor.Person me = call.person();
    PeopleStore.Reading read =
        people.accountWith(me.tenant(), me.id(), List.of(Totp.key(me.tenant(), me.id())));
    return read.account()
        .map(
            account ->
                Answer.ok(
                    MeView.of(account, me.role(), Totp.on(read.others(), me.tenant(), me.id()))))
        .orElseThrow(() -> IdentityProblems.of(new IdentityRefusal.NotFound("person")));
  }
}
