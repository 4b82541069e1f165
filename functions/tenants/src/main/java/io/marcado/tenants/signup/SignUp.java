package io.marcado.tenants.signup;

import io.marcado.domain.Fault;
import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import io.marcado.domain.settings.BusinessTemplate;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.identity.published.OwnerDraft;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a business asks for when it signs up.
 *
 * @param key the request's idempotency key
 */
public record SignUp(
    Slug slug,
    String businessName,
    BusinessTemplate template,
    ZoneId timeZone,
    Locale locale,
    Currency currency,
    OwnerDraft owner,
    Optional<String> key) {
  private static final int TENANT_ID_LENGTH = 16;

  /** The settings it begins with. */
  OrganizationSettings settings() {
    return OrganizationSettings.forTemplate(template, timeZone, locale, currency, businessName);
  }

  /** What is wrong with the values together, under the names that the request has for them. */
  List<Fault> faults() {
    return settings().faults().stream()
        .map(
            fault ->
                fault.pointer().equals("/branding/displayName")
                    ? new Fault("/businessName", fault.code(), fault.detail())
                    : fault)
        .toList();
  }

  /**
   * The id of the business: derived from the owner's phone and the key, so that the same request
   * finds what it made before; without a key a new one.
   */
  TenantId tenantId(Ids ids) {
    return new TenantId(
        key.map(
                sent ->
                    Ids.derived(List.of("sign-up", owner.phone().e164(), sent))
                        .substring(0, TENANT_ID_LENGTH))
            .orElseGet(ids::next));
  }

  /** Tells this key from others without showing it. */
  Optional<String> keyHash() {
    return key.map(sent -> Ids.derived(List.of("sign-up-key", sent)));
  }

  /**
   * Tells this request from others. Without the owner, since a fast hash over a password would help
   * to guess it; identity compares that part.
   */
  String requestHash() {
    return Ids.derived(
        List.of(
            slug.value(),
            businessName,
            template.name(),
            timeZone.getId(),
            locale.toLanguageTag(),
            currency.getCurrencyCode()));
  }
}
