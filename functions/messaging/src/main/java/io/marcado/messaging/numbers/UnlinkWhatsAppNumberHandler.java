package io.marcado.messaging.numbers;

import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.NoInput;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/** {@code DELETE /settings/whatsapp}: back to the platform's number. */
public final class UnlinkWhatsAppNumberHandler extends TenantEndpoint<NoInput, Void> {
  @Inject NumberLinks links;

  @Override
  protected Access access() {
    return Access.may(Permission.SETTINGS_WRITE);
  }

  @Override
  protected NoInput read(RequestReader request) {
    return new NoInput();
  }

  @Override
  protected Answer<Void> answer(Call call, NoInput input) {
    links.unlink(call.actor(), call.now());
    return Answer.noContent();
  }
}
