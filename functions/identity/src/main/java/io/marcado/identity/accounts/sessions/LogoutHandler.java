package io.marcado.identity.accounts.sessions;

import io.marcado.domain.Actor;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.NoInput;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/** {@code POST /auth/logout}: ends the session of the token, all its tokens with it. */
public final class LogoutHandler extends TenantEndpoint<NoInput, Void> {
  @Inject SessionEnds sessions;

  @Override
  protected Access access() {
    return Access.signedIn();
  }

  @Override
  protected NoInput read(RequestReader request) {
    return new NoInput();
  }

  @Override
  protected Answer<Void> answer(Call call, NoInput none) {
    Actor.Person me = call.person();
    sessions.end(
        call.tenant(),
        me.id().value(),
        me.session().value(),
        SecurityEvent.own(
            SecurityEvent.Type.LOGGED_OUT, me.id().value(), call.sourceAddress(), call.now()));
    return Answer.noContent();
  }
}
