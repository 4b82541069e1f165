package io.marcado.tenants;

import io.marcado.domain.Permission;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.platform.auth.Access;
import io.marcado.platform.bookings.BookingsOutside;
import io.marcado.platform.config.AllowedCountries;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.tenants.settings.Closing;
import io.marcado.tenants.settings.SettingsShape;
import io.marcado.tenants.settings.SettingsStore;
import io.marcado.tenants.settings.SettingsView;
import jakarta.inject.Inject;
import java.util.function.UnaryOperator;

/**
 * {@code PATCH /settings}: some rules change, the others stay. It answers with all of them for
 * callers who may read them.
 */
public final class PatchSettingsHandler
    extends TenantEndpoint<PatchSettingsHandler.Input, SettingsView> {
  @Inject SettingsStore settings;
  @Inject Closing closing;
  @Inject AllowedCountries countries;

  /**
   * The change.
   *
   * @param keepsBookings true when upcoming bookings outside the new hours stand as they are
   */
  record Input(UnaryOperator<OrganizationSettings> settings, boolean keepsBookings) {}

  @Override
  protected Access access() {
    return Access.may(Permission.SETTINGS_WRITE);
  }

  @Override
  protected Input read(RequestReader request) {
    return new Input(
        request.patch(SettingsShape.of(countries)), BookingsOutside.kept(request.query()));
  }

  @Override
  protected Answer<SettingsView> answer(Call call, Input input) {
    if (!input.keepsBookings()) {
      TenantProblems.refuse(closing.whyNot(call.actor(), input.settings(), call.now()));
    }
    SettingsView changed =
        SettingsView.of(
            TenantProblems.settingsOrThrow(
                settings.change(call.actor(), input.settings(), call.now())));
    return Answer.okFor(call.may(Permission.SETTINGS_READ), changed);
  }
}
