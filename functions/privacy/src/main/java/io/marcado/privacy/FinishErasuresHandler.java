package io.marcado.privacy;

import io.marcado.platform.events.ScheduledTask;
import io.marcado.privacy.erasure.PersonErasure;
import jakarta.inject.Inject;
import java.time.Instant;

/** Every hour: finishes the erasures that are under way. */
public final class FinishErasuresHandler extends ScheduledTask {
  @Inject PersonErasure erasure;

  @Override
  protected void run(Instant now) {
    erasure.finishUnfinished(now);
  }
}
