package io.marcado.messaging.sending;

import io.marcado.domain.Plan;
import io.marcado.domain.TenantId;
import io.marcado.platform.table.Table;
import io.marcado.platform.tenant.MessageStop;
import io.marcado.platform.tenant.PlanReader;
import jakarta.inject.Singleton;

/** How far a business may send messages: whether it pays, and whether the operator stopped it. */
@Singleton
public final class BusinessStanding {
  private final PlanReader plans;
  private final Table table;

  public BusinessStanding(PlanReader plans, Table table) {
    this.plans = plans;
    this.table = table;
  }

  /** True for a business that does not pay, so that anybody may be behind it. */
  public boolean isFree(TenantId tenant) {
    return plans.get(tenant).equals(Plan.FREE.name());
  }

  /** True while the operator has stopped all messages of the business; by one strong read. */
  public boolean isStopped(TenantId tenant) {
    return table.of(tenant).get(MessageStop.key(tenant)).isPresent();
  }
}
