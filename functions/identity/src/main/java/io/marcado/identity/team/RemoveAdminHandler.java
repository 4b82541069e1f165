package io.marcado.identity.team;

import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/** {@code DELETE /admins/{userId}}: makes an admin a client. */
public final class RemoveAdminHandler extends TenantEndpoint<String, Void> {
  @Inject UserChanges users;

  @Override
  protected Access access() {
    return Access.may(Permission.ADMINS_MANAGE);
  }

  @Override
  protected String read(RequestReader request) {
    return request.path("userId");
  }

  @Override
  protected Answer<Void> answer(Call call, String userId) {
    users.removeAdmin(call, userId);
    return Answer.noContent();
  }
}
