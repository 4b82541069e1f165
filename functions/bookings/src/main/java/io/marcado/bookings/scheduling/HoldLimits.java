package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.HoldTerms;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.store.ClientAllowance;
import io.marcado.bookings.store.OpenHolds;
import io.marcado.bookings.store.OpenHolds.Holder;
import io.marcado.domain.Actor;
import io.marcado.domain.BookingId;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.platform.limits.LimitPolicy;
import io.marcado.platform.limits.Limits;
import io.marcado.platform.logging.Failures;
import io.marcado.platform.table.TableUnavailableException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * How many times one client, or all visitors behind one address, hold at once at a business. What
 * the business itself holds has no limit. A deployment whose number is beyond {@value
 * ClientAllowance#MOST} has none.
 */
@Singleton
final class HoldLimits {
  private static final Logger LOG = LoggerFactory.getLogger(HoldLimits.class);

  private final OpenHolds holds;
  private final int ofClient;
  private final int ofAddress;

  HoldLimits(OpenHolds holds, Limits limits) {
    this.holds = holds;
    this.ofClient = limits.most(LimitPolicy.OPEN_HOLDS_OF_CLIENT);
    this.ofAddress = limits.most(LimitPolicy.OPEN_HOLDS_OF_ADDRESS);
  }

  private record Limit(Holder holder, int most) {}

  /** Holds within the limit: the place is taken first, and freed when nothing is held. */
  Result<Booked, BookingRefusal> within(
      BookingAttempt attempt, HoldTerms terms, Supplier<Result<Booked, BookingRefusal>> hold) {
    TenantId tenant = attempt.tenant();
    BookingId id = attempt.bookingId();
    Optional<Limit> limit = of(attempt.actor());
    Optional<Duration> full =
        limit.flatMap(
            one ->
                holds.take(tenant, one.holder(), id, terms.expiresAt(), one.most(), attempt.now()));
    if (full.isPresent()) {
      return Result.refused(new BookingRefusal.TooOften(full.get()));
    }
    Result<Booked, BookingRefusal> held = hold.get();
    boolean holdsNothing =
        !(held instanceof Result.Done<Booked, BookingRefusal>(Booked booked)
            && booked.booking().status() == BookingStatus.HELD);
    if (holdsNothing) {
      limit.ifPresent(one -> free(tenant, one, id));
    }
    return held;
  }

  /** Keeps the place of a hold that lasts longer. */
  void keep(Actor actor, Booking held, Instant now) {
    of(actor)
        .ifPresent(
            one ->
                quietly(
                    () -> {
                      Optional<Duration> _ =
                          holds.take(
                              actor.tenant(),
                              one.holder(),
                              held.id(),
                              held.hold().orElseThrow().expiresAt(),
                              one.most(),
                              now);
                    }));
  }

  /**
   * Frees the place of what is held no more. It would become free by itself, so this never fails.
   */
  void free(Actor actor, BookingId holdId) {
    of(actor).ifPresent(one -> free(actor.tenant(), one, holdId));
  }

  private void free(TenantId tenant, Limit limit, BookingId holdId) {
    quietly(() -> holds.free(tenant, limit.holder(), holdId, limit.most()));
  }

  private static void quietly(Runnable write) {
    try {
      write.run();
    } catch (SdkException | TableUnavailableException e) {
      LOG.warn("The place of a hold stays as it is until it ends: {}", Failures.summary(e));
    }
  }

  private Optional<Limit> of(Actor actor) {
    if (BookingRights.actsForBusiness(actor)) {
      return Optional.empty();
    }
    return switch (actor) {
      case Actor.Person person -> limit(Holder.of(person.tenant(), person.id()), ofClient);
      case Actor.Visitor visitor -> ofAddress(visitor.tenant(), visitor.sourceAddress());
      case Actor.Guest guest -> ofAddress(guest.tenant(), guest.sourceAddress());
      case Actor.LinkHolder _, Actor.ApiKey _, Actor.Automation _ -> Optional.empty();
    };
  }

  private Optional<Limit> ofAddress(TenantId tenant, String address) {
    return limit(Holder.ofAddress(tenant, address), ofAddress);
  }

  private static Optional<Limit> limit(Holder holder, int most) {
    return most > ClientAllowance.MOST ? Optional.empty() : Optional.of(new Limit(holder, most));
  }
}
