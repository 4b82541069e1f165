package io.marcado.bookings;

import io.marcado.bookings.scheduling.RequestExpiry;
import io.marcado.platform.events.ScheduledTask;
import jakarta.inject.Inject;
import java.time.Instant;

/** Every five minutes: requests that nobody has decided in time lapse. */
public final class ExpireRequestsHandler extends ScheduledTask {
  @Inject RequestExpiry expiry;

  @Override
  protected void run(Instant now) {
    // What is left is done at the next turn.
    var unused = expiry.expire(now);
  }
}
