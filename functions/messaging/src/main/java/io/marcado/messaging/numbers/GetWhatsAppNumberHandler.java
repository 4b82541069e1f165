package io.marcado.messaging.numbers;

import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.NoInput;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.tenant.SettingsReader;
import jakarta.inject.Inject;

/** {@code GET /settings/whatsapp}: the business's own number, and whether it works. */
public final class GetWhatsAppNumberHandler extends TenantEndpoint<NoInput, NumberView> {
  @Inject NumberStore numbers;
  @Inject SettingsReader settings;

  @Override
  protected Access access() {
    return Access.may(Permission.SETTINGS_READ);
  }

  @Override
  protected NoInput read(RequestReader request) {
    return new NoInput();
  }

  @Override
  protected Answer<NumberView> answer(Call call, NoInput input) {
    return Answer.ok(
        NumberView.of(numbers.get(call.tenant()), settings.get(call.tenant()).locale()));
  }
}
