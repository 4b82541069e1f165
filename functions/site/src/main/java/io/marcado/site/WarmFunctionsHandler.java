package io.marcado.site;

import io.marcado.platform.events.ScheduledTask;
import io.marcado.site.warming.WarmUp;
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
