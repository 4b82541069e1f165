package io.marcado.platform.tenant;

import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The countries whose phones a business takes from people who are not known to it. */
@Singleton
public final class PhoneCountries {
  private final SettingsReader settings;

  public PhoneCountries(SettingsReader settings) {
    this.settings = settings;
  }

  /**
   * The fault of a phone of a country that the business does not take; empty for any other.
   *
   * @param pointer where the phone stands in the request
   */
  public Optional<Fault> fault(TenantId tenant, PhoneNumber phone, String pointer) {
    // A cached copy may be stale, and must not cause a refusal.
    if (settings.get(tenant).takesPhone(phone) || settings.fresh(tenant).takesPhone(phone)) {
      return Optional.empty();
    }
    return Optional.of(
        new Fault(
            pointer,
            FaultCode.NOT_ONE_OF,
            "is of a country that this business takes no phones of; it takes those of "
                + String.join(", ", settings.get(tenant).phoneCountries())));
  }
}
