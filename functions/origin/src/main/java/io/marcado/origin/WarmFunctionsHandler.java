package io.marcado.origin;

import io.marcado.origin.warming.WarmUp;
import io.marcado.platform.events.ScheduledTask;
import jakarta.inject.Inject;
import java.time.Instant;

/** Daily: calls every alias once, since a version that is never called goes inactive. */
public final class WarmFunctionsHandler extends ScheduledTask {
  @Inject WarmUp warmUp;

  @Override
  protected void run(Instant now) {
    warmUp.callAll();
  }
}
