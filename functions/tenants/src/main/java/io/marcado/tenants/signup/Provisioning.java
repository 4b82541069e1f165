package io.marcado.tenants.signup;

import io.marcado.domain.Plan;
import io.marcado.tenants.stages.StageFailedException;
import io.marcado.tenants.stages.Stages;
import io.marcado.tenants.stages.TenantStage;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The second half of a sign-up: the stage, unless businesses share one, then the mark that all is
 * done. Each part is idempotent and safe in parallel, so that a retry or FinishProvisioning can
 * finish a sign-up that stopped half-way.
 */
@Singleton
public final class Provisioning {
  /** Longer than a sign-up's function may run, so that nobody steps in while it does. */
  static final Duration AT_WORK = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(Provisioning.class);

  private final TenantStore tenants;
  private final Stages stages;

  Provisioning(TenantStore tenants, Stages stages) {
    this.tenants = tenants;
    this.stages = stages;
  }

  /**
   * Finishes one business.
   *
   * @throws StageFailedException when its stage could not be made; somebody else may try at once
   */
  void finish(Tenant tenant, Instant now) {
    if (!tenant.shard().equals(Shards.SHARED)) {
      ensureStage(tenant, now);
    }
    tenants.activate(tenant.slug(), tenant.id());
  }

  private void ensureStage(Tenant tenant, Instant now) {
    Plan plan = tenant.plan();
    try {
      stages.ensure(
          new TenantStage(
              tenant.shard(),
              tenant.slug().value(),
              tenant.id(),
              plan.requestsPerSecond(),
              plan.burst()));
    } catch (StageFailedException e) {
      tenants.letGo(tenant.slug(), tenant.id(), now);
      throw e;
    }
  }

  /**
   * Finishes all businesses that stopped half-way. One that fails does not keep the others waiting.
   *
   * @throws IllegalStateException when one failed, after all were tried
   */
  public void finishStopped(Instant now) {
    int failed = 0;
    for (SlugEntry entry : tenants.stopped(now)) {
      try {
        finish(tenants.tenantOf(entry), now);
        LOG.info("A sign-up that had stopped half-way is finished: {}", entry.tenant());
      } catch (RuntimeException e) {
        failed++;
        LOG.warn(
            "A sign-up cannot be finished: {}, {}", entry.tenant(), e.getClass().getSimpleName());
      }
    }
    if (failed > 0) {
      throw new IllegalStateException(failed + " sign-ups could not be finished");
    }
  }
}
