package io.marcado.tenants;

import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.NoInput;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.tenant.SettingsReader;
import io.marcado.tenants.settings.SettingsView;
import jakarta.inject.Inject;

/** {@code GET /settings}: the rules of the business as they are now. */
public final class GetSettingsHandler extends TenantEndpoint<NoInput, SettingsView> {
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
  protected Answer<SettingsView> answer(Call call, NoInput none) {
    return Answer.ok(SettingsView.of(settings.fresh(call.tenant())));
  }
}
