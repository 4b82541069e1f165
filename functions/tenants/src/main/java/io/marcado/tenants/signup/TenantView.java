package io.marcado.tenants.signup;

import io.marcado.domain.Plan;
import io.marcado.identity.published.OwnerDraft;
import java.time.Instant;

/** A business as the answer to its sign-up shows it. */
public record TenantView(
    String tenantId, String slug, String baseUrl, Plan plan, OwnerView owner, Instant createdAt) {

  /** Its owner. */
  public record OwnerView(String userId, String name, String phone) {}

  static TenantView of(Tenant tenant, String baseUrl, OwnerDraft owner) {
    return new TenantView(
        tenant.id().value(),
        tenant.slug().value(),
        baseUrl,
        tenant.plan(),
        new OwnerView(tenant.ownerId(), owner.name(), owner.phone().e164()),
        tenant.createdAt());
  }
}
