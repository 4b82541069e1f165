package io.marcado.identity.team;

import io.marcado.domain.Permission;
import io.marcado.identity.people.UserView;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/** {@code GET /users/{userId}}: one person. */
public final class GetUserHandler extends TenantEndpoint<String, UserView> {
  @Inject Users users;

  @Override
  protected Access access() {
    return Access.may(Permission.PEOPLE_READ);
  }

  @Override
  protected String read(RequestReader request) {
    return request.path("userId");
  }

  @Override
  protected Answer<UserView> answer(Call call, String userId) {
    return Answer.ok(users.get(call, userId));
  }
}
