package io.marcado.tenants;

import io.marcado.domain.Permission;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.platform.auth.Access;
import io.marcado.platform.config.AllowedCountries;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.tenants.settings.SettingsShape;
import io.marcado.tenants.settings.SettingsStore;
import io.marcado.tenants.settings.SettingsView;
import jakarta.inject.Inject;

/** {@code PUT /settings}: new rules in place of all that were. */
public final class ReplaceSettingsHandler
    extends TenantEndpoint<OrganizationSettings, SettingsView> {
  @Inject SettingsStore settings;
  @Inject AllowedCountries countries;

  @Override
  protected Access access() {
    return Access.may(Permission.SETTINGS_WRITE);
  }

  @Override
  protected OrganizationSettings read(RequestReader request) {
    return request.body(SettingsShape.of(countries));
  }

  @Override
  protected Answer<SettingsView> answer(Call call, OrganizationSettings wanted) {
    return Answer.ok(
        SettingsView.of(
            TenantProblems.settingsOrThrow(
                settings.change(call.actor(), _ -> wanted, call.now()))));
  }
}
