package io.marcado.platform.tenant;

import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import io.marcado.platform.http.Problem;
import jakarta.inject.Singleton;

/** The countries whose phones a business takes from people who are not known to it. */
@Singleton
public final class PhoneCountries {
  private final SettingsReader settings;

  public PhoneCountries(SettingsReader settings) {
    this.settings = settings;
  }

  /**
   * Holds for a phone of a country that the business takes.
   *
   * @param pointer where the phone stands in the request
   * @throws Problem 400 otherwise
   */
  public void require(TenantId tenant, PhoneNumber phone, String pointer) {
    // A refusal must not rest on a kept copy.
    if (!settings.get(tenant).takesPhone(phone) && !settings.fresh(tenant).takesPhone(phone)) {
      throw Problem.invalid(
          pointer,
          "is of a country that this business takes no phones of; it takes those of "
              + String.join(", ", settings.get(tenant).phoneCountries()));
    }
  }
}
