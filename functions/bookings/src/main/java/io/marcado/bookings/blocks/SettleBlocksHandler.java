package io.marcado.bookings.blocks;

import io.marcado.platform.events.ScheduledTask;
import jakarta.inject.Inject;
import java.time.Instant;

/** Every five minutes: what died while it took or gave back time of blocks is settled. */
public final class SettleBlocksHandler extends ScheduledTask {
  @Inject BlockSettlement settlement;

  @Override
  protected void run(Instant now) {
    // The next turn does the rest.
    var unused = settlement.settle(now);
  }
}
