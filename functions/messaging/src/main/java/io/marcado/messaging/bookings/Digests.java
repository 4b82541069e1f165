package io.marcado.messaging.bookings;

import io.marcado.domain.TenantId;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.platform.tenant.SettingsReader;
import io.marcado.schedules.MessageSchedule;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;

/**
 * Collects what members are told in one message. Each addition is a set's, and each digest and its
 * schedule have names made of what they stand for, so that nothing depends on the order of events
 * or on how often they come.
 */
@Singleton
final class Digests {
  /** A digest may have been sent early, when the business has moved to another zone. */
  private static final int MOST_AHEAD = 3;

  private final MessageLedger ledger;
  private final Provider<MessageSchedule> schedule;
  private final SettingsReader settings;
  private final InstantSource clock;

  // What only sends again plans nothing, and has no scheduler.
  Digests(
      MessageLedger ledger,
      Provider<MessageSchedule> schedule,
      SettingsReader settings,
      InstantSource clock) {
    this.ledger = ledger;
    this.schedule = schedule;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Puts news into the member's next digest of a morning.
   *
   * @return false when it is full: {@value MessageLedger#MOST_NEWS} in one
   */
  boolean add(TenantId tenant, ToMember to, Set<DigestNews> news) {
    LocalTimeline timeline = settings.get(tenant).timeline();
    return add(Digest.next(tenant, to, timeline, clock.instant()), timeline, news);
  }

  /** The same for what had no room at once: a digest that goes out within half an hour. */
  boolean addSoon(TenantId tenant, ToMember to, Set<DigestNews> news) {
    LocalTimeline timeline = settings.get(tenant).timeline();
    return add(Digest.soon(tenant, to, clock.instant()), timeline, news);
  }

  /** When the member's next digest of a morning is due. */
  Instant morning(TenantId tenant, ToMember to) {
    LocalTimeline timeline = settings.get(tenant).timeline();
    return Digest.next(tenant, to, timeline, clock.instant()).dueAt(timeline);
  }

  private boolean add(Digest first, LocalTimeline timeline, Set<DigestNews> news) {
    Digest digest = first;
    for (int ahead = 0; ahead < MOST_AHEAD; ahead++) {
      switch (ledger.collect(digest, news)) {
        case DONE -> {
          schedule.get().plan(digest.due(timeline));
          return true;
        }
        case FULL -> {
          return false;
        }
        case OVER -> digest = digest.following();
      }
    }
    throw new IllegalStateException("the next digests were sent already");
  }
}
