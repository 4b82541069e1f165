package io.marcado.tenants;

import io.marcado.platform.auth.Access;
import io.marcado.platform.config.AllowedCountries;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.NoInput;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.tenant.SettingsReader;
import io.marcado.tenants.settings.BusinessProfileView;
import jakarta.inject.Inject;
import java.time.Duration;

/**
 * {@code GET /profile}: what a page needs to know of the business before anybody signs in. It
 * ignores a token, so that one answer fits all and caches may keep it.
 */
public final class GetBusinessProfileHandler extends TenantEndpoint<NoInput, BusinessProfileView> {
  private static final Duration KEPT = Duration.ofMinutes(1);

  @Inject SettingsReader settings;
  @Inject AllowedCountries countries;

  @Override
  protected Access access() {
    return Access.open();
  }

  @Override
  protected NoInput read(RequestReader request) {
    return new NoInput();
  }

  @Override
  protected Answer<BusinessProfileView> answer(Call call, NoInput none) {
    return Answer.cacheable(BusinessProfileView.of(settings.get(call.tenant()), countries), KEPT);
  }
}
