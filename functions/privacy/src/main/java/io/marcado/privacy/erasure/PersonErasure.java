package io.marcado.privacy.erasure;

import io.marcado.bookings.published.ClientBookings;
import io.marcado.bookings.published.TeamBlocks;
import io.marcado.identity.published.Erasure;
import io.marcado.identity.published.Erasures;
import io.marcado.messaging.published.SentMessages;
import io.marcado.platform.deadline.Deadline;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases what is left of people who were just erased, and what names them elsewhere. Each part may
 * be repeated and done by several at once, so a later run finishes what stopped half-way.
 *
 * <p>A request or a consumer that had read the person before may still write of it a moment later,
 * and an index shows a booking a moment late. So an erasure counts as done only when all parts were
 * gone through once more after {@link Erasure#SETTLING}.
 */
@Singleton
public final class PersonErasure {
  private static final Logger LOG = LoggerFactory.getLogger(PersonErasure.class);

  /** Less than this is not worth beginning with another person. */
  private static final Duration FOR_ONE_PERSON = Duration.ofSeconds(5);

  private final Erasures erasures;
  private final ClientBookings bookings;
  private final TeamBlocks blocks;
  private final SentMessages messages;

  PersonErasure(
      Erasures erasures, ClientBookings bookings, TeamBlocks blocks, SentMessages messages) {
    this.erasures = erasures;
    this.bookings = bookings;
    this.blocks = blocks;
    this.messages = messages;
  }

  /** Goes on with an erasure that has just begun, as far as it can now. */
  public void goThroughNow(Erasure erasure, Instant now) {
    try {
      goThrough(erasure, now);
    } catch (RuntimeException e) {
      // The person is erased, and that the rest is to be done is written down.
      LOG.warn(
          "An erasure goes on later: {}, {}, {}",
          erasure.tenant(),
          erasure.personId(),
          e.getClass().getSimpleName());
    }
  }

  /**
   * Goes on with all erasures that are under way. One that fails does not keep the others waiting.
   *
   * @throws IllegalStateException when one failed, after all were tried
   */
  public void finishUnfinished(Instant now) {
    int failed = 0;
    for (Erasure erasure : erasures.unfinished()) {
      if (!Deadline.leaves(FOR_ONE_PERSON)) {
        LOG.info("The other erasures go on later");
        break;
      }
      try {
        boolean done = goThrough(erasure, now);
        if (done && erasure.isSettled(now)) {
          erasures.finish(erasure);
          LOG.info("An erasure is finished: {}, {}", erasure.tenant(), erasure.personId());
        }
      } catch (RuntimeException e) {
        failed++;
        LOG.warn(
            "An erasure cannot be finished: {}, {}, {}",
            erasure.tenant(),
            erasure.personId(),
            e.getClass().getSimpleName());
      }
    }
    if (failed > 0) {
      throw new IllegalStateException(failed + " erasures could not be finished");
    }
  }

  /** True when no part has anything left; false when the time was over before. */
  private boolean goThrough(Erasure erasure, Instant now) {
    return erasures.clear(erasure)
        && bookings.erase(erasure.tenant(), erasure.personId(), now)
        && blocks.erase(erasure.tenant(), erasure.personId(), now)
        && messages.erase(erasure.tenant(), erasure.personId().value());
  }
}
