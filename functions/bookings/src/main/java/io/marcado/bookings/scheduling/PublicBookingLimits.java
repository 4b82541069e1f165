package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.domain.Actor;
import io.marcado.domain.TenantId;
import io.marcado.platform.limits.LimitPolicy;
import io.marcado.platform.limits.Limits;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.limits.RateLimiter.Count;
import io.marcado.platform.limits.SourceNetwork;
import io.marcado.platform.table.Table;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Limits bookings without a login. Each takes time of a business, creates a client and sends
 * messages to a phone that the visitor may not hold. One address may try so often over all
 * businesses, and more often with proofs of phones, since many share one behind a carrier or in a
 * waiting room. And a business takes so many from all addresses for phones that were never proved
 * there. Clients who have proved theirs book on.
 */
@Singleton
final class PublicBookingLimits {
  private final RateLimiter limiter;
  private final Table table;
  private final Limits limits;

  PublicBookingLimits(RateLimiter limiter, Table table, Limits limits) {
    this.limiter = limiter;
    this.table = table;
    this.limits = limits;
  }

  /**
   * Counts one attempt of an address, by one write. A repetition counts too: it is found by its
   * key, and keys must not be guessed without a limit.
   *
   * @param row with a proof, or without a good one
   * @return how long until the visitor may try again; empty while the limit is not reached
   */
  Optional<Duration> countAttempt(Actor.Visitor visitor, LimitPolicy row) {
    return limiter.count(
        table.platform(), limiter.ofPlatform(limits.of(row), visitor.sourceAddress()));
  }

  /**
   * Counts one attempt, if it is a visitor's.
   *
   * @param limits used for visitors only
   * @return that there were too many; empty while there are not
   */
  static Optional<BookingRefusal> count(
      Provider<PublicBookingLimits> limits, Actor actor, LimitPolicy row) {
    return actor instanceof Actor.Visitor visitor
        ? limits.get().countAttempt(visitor, row).map(BookingRefusal.TooOften::new)
        : Optional.empty();
  }

  /**
   * The counts of a booking for a phone that was never proved at the business. They are counted
   * once its time is taken, and taken back when it is not made. The visitor's site has a smaller
   * part of what the business takes, so nobody takes all of it from one place.
   */
  List<Count> ofUnproved(Actor.Visitor visitor) {
    TenantId tenant = visitor.tenant();
    return List.of(
        count(
            tenant,
            LimitPolicy.UNPROVED_BOOKINGS_OF_SITE,
            SourceNetwork.site(visitor.sourceAddress())),
        count(tenant, LimitPolicy.UNPROVED_BOOKINGS_OF_BUSINESS, tenant.value()));
  }

  private Count count(TenantId tenant, LimitPolicy row, String subject) {
    return limiter.ofTenant(tenant, limits.of(row), subject);
  }
}
