package io.marcado.tenants.signup;

import io.marcado.domain.Plan;
import io.marcado.domain.TenantId;
import io.marcado.platform.table.Item;
import io.marcado.platform.tenant.BaseUrls;
import java.time.Instant;
import java.util.Optional;

/**
 * A business.
 *
 * @param shard id of the API that its stage is on
 * @param baseUrl as of the sign-up, for links in messages; empty if it was made before it was kept
 * @param ownerId its owner's userId
 * @param requestHash of the sign-up that made it
 * @param keyHash of that sign-up's idempotency key
 */
record Tenant(
    TenantId id,
    Slug slug,
    String businessName,
    Plan plan,
    String shard,
    Optional<String> baseUrl,
    String ownerId,
    String requestHash,
    Optional<String> keyHash,
    Instant createdAt) {

  Item toItem() {
    return Item.builder()
        .text("tenant", id.value())
        .text(BaseUrls.SLUG, slug.value())
        .text("businessName", businessName)
        .text("plan", plan.name())
        .text(BaseUrls.SHARD, shard)
        .text(BaseUrls.ATTRIBUTE, baseUrl.orElse(null))
        .text("owner", ownerId)
        .text("request", requestHash)
        .text("key", keyHash.orElse(null))
        .instant("createdAt", createdAt)
        .build();
  }

  static Tenant fromItem(Item item) {
    return new Tenant(
        new TenantId(item.text("tenant")),
        new Slug(item.text(BaseUrls.SLUG)),
        item.text("businessName"),
        Plan.valueOf(item.text("plan")),
        item.text(BaseUrls.SHARD),
        item.optionalText(BaseUrls.ATTRIBUTE),
        item.text("owner"),
        item.text("request"),
        item.optionalText("key"),
        item.instant("createdAt"));
  }
}
