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
import java.util.function.UnaryOperator;

/** {@code PATCH /settings}: some rules change, the others stay. */
public final class PatchSettingsHandler
    extends TenantEndpoint<UnaryOperator<OrganizationSettings>, SettingsView> {
  @Inject SettingsStore settings;
  @Inject AllowedCountries countries;

  @Override
  protected Access access() {
    return Access.may(Permission.SETTINGS_WRITE);
  }

  @Override
  protected UnaryOperator<OrganizationSettings> read(RequestReader request) {
    return request.patch(SettingsShape.of(countries));
  }

  @Override
  protected Answer<SettingsView> answer(Call call, UnaryOperator<OrganizationSettings> change) {
    return Answer.ok(
        SettingsView.of(
            TenantProblems.settingsOrThrow(settings.change(call.actor(), change, call.now()))));
  }
}
