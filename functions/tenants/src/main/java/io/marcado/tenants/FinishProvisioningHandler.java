package io.marcado.tenants;

import io.marcado.platform.events.ScheduledTask;
import io.marcado.tenants.signup.Provisioning;
import jakarta.inject.Inject;
import java.time.Instant;

/** Every few minutes: finishes the sign-ups that stopped half-way. */
public final class FinishProvisioningHandler extends ScheduledTask {
  @Inject Provisioning provisioning;

  @Override
  protected void run(Instant now) {
    provisioning.finishStopped(now);
  }
}
