package io.marcado.bookings;

import io.marcado.bookings.scheduling.RequestExpiry;
import io.marcado.bookings.scheduling.SeriesFinishing;
import io.marcado.bookings.scheduling.SessionDeadlines;
import io.marcado.bookings.scheduling.SessionFollowers;
import io.marcado.bookings.scheduling.UnconfirmedReleases;
import io.marcado.platform.deadline.Shares;
import io.marcado.platform.events.ScheduledTask;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every five minutes: requests that nobody has decided in time lapse, bookings that nobody has
 * confirmed in time are released, sessions to which too few people come are cancelled or shown to
 * staff, bookings follow what has become of their sessions, and series whose requests stopped on
 * the way are finished.
 */
public final class ExpireRequestsHandler extends ScheduledTask {
  private static final Logger LOG = LoggerFactory.getLogger(ExpireRequestsHandler.class);

  @Inject RequestExpiry expiry;
  @Inject UnconfirmedReleases releases;
  @Inject SessionDeadlines minimums;
  @Inject SessionFollowers followers;
  @Inject SeriesFinishing series;

  @Override
  protected void run(Instant now) {
    // The next turn does the rest.
    boolean done =
        Shares.each(
            List.of(
                () -> expiry.expire(now),
                () -> releases.releaseAll(now),
                () -> minimums.decideAll(now),
                () -> followers.followAll(now),
                () -> series.settleAll(now)));
    if (!done) {
      LOG.info(
          "The next turn goes on with expired requests, unconfirmed bookings, changed sessions or open series");
    }
  }
}
