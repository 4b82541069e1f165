package io.marcado.tenants.signup;

import io.marcado.domain.Fault;
import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import io.marcado.domain.settings.BusinessTemplate;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.Zone;
import io.marcado.identity.published.OwnerDraft;
import io.marcado.identity.published.PhoneProof;
import io.marcado.platform.replay.Repeatable;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a business asks for when it signs up.
 *
 * @param proof of the owner's phone
 * @param key the request's idempotency key
 */
public record SignUp(
    Slug slug,
    String businessName,
    BusinessTemplate template,
    Zone timeZone,
    Locale locale,
    Currency currency,
    OwnerDraft owner,
    Optional<PhoneProof> proof,
    Optional<String> key) {
  /** The settings it begins with. */
  OrganizationSettings settings() {
    return OrganizationSettings.forTemplate(template, timeZone, locale, currency, businessName);
  }

  /** The faults of the values together, under the names that the request has for them. */
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
   * By what a repetition of this request is recognised. The hash leaves the owner out, since a fast
   * hash over a password would help to guess it; identity compares that part.
   */
  Repeatable request() {
    return Repeatable.of("platform", "sign-up", owner.phone().e164(), key, requestHash())
        .withShortId();
  }

  /** The id of the business: the same for the same request, and a new one without a key. */
  TenantId tenantId(Ids ids) {
    return new TenantId(request().id(ids::next));
  }

  /** Tells this key of this owner from others without showing it. */
  Optional<String> keyHash() {
    return key.map(sent -> Ids.derived(List.of("sign-up-key", owner.phone().e164(), sent)));
  }

  private String requestHash() {
    return Repeatable.hash(
        List.of(
            slug.value(),
            businessName,
            template.name(),
            timeZone.id(),
            locale.toLanguageTag(),
            currency.getCurrencyCode()));
  }
}
