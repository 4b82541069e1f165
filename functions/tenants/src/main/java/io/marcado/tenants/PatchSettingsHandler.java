package io.marcado.tenants;

import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.config.AllowedCountries;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.tenants.settings.SettingsChange;
import io.marcado.tenants.settings.SettingsStore;
import io.marcado.tenants.settings.SettingsView;
import jakarta.inject.Inject;

/** {@code PATCH /settings}: some rules change, the others stay. */
public final class PatchSettingsHandler extends TenantEndpoint<SettingsChange, SettingsView> {
  @Inject SettingsStore settings;
  @Inject AllowedCountries countries;

  @Override
  protected Access access() {
    return Access.may(Permission.SETTINGS_WRITE);
  }

  @Override
  protected SettingsChange read(RequestReader request) {
    return request.body(fields -> SettingsChange.read(fields, countries));
  }

  @Override
  protected Answer<SettingsView> answer(Call call, SettingsChange change) {
    return Answer.ok(SettingsView.of(settings.change(call, change::appliedTo)));
  }
}
