package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.store.BookingStore;
import io.marcado.bookings.store.Held;
import io.marcado.domain.Actor;
import io.marcado.domain.BookingId;
import io.marcado.domain.Result;
import io.marcado.domain.settings.OrganizationSettings;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Shows, extends and gives back what is held: for who holds it, and for the business. */
@Singleton
public final class Holds {
  private final Configurations configurations;
  private final BookingStore store;
  private final HoldLimits limits;

  Holds(Configurations configurations, BookingStore store, HoldLimits limits) {
    this.configurations = configurations;
    this.store = store;
    this.limits = limits;
  }

  /**
   * A hold.
   *
   * @param settings of the business, needed to show it
   */
  public record Shown(Held held, OrganizationSettings settings) {}

  /** One hold, as it is now. */
  public Result<Shown, BookingRefusal> get(Actor actor, BookingId holdId, Instant now) {
    return find(actor, holdId, now).map(held -> shown(actor, held));
  }

  /** Holds it for once more as long. */
  public Result<Shown, BookingRefusal> extend(Actor actor, BookingId holdId, Instant now) {
    return find(actor, holdId, now)
        .then(
            held -> {
              if (held.booked()) {
                return Result.refused(BookingStore.alreadyBooked(held.booking()));
              }
              return held.booking().status() == BookingStatus.HELD
                  ? store.extend(actor.tenant(), held.booking())
                  : Result.refused(new BookingRefusal.HoldExpired(false));
            })
        .map(
            longer -> {
              limits.keep(actor, longer, now);
              return shown(actor, new Held(longer, false));
            });
  }

  /** Gives it back; what is held no more is given back already. */
  public Result<Booking, BookingRefusal> release(Actor actor, BookingId holdId, Instant now) {
    return find(actor, holdId, now)
        .then(
            held -> {
              if (held.booked() || !store.release(actor.tenant(), held.booking())) {
                return Result.refused(BookingStore.alreadyBooked(held.booking()));
              }
              limits.free(actor, holdId);
              return Result.done(held.booking());
            });
  }

  private Result<Held, BookingRefusal> find(Actor actor, BookingId holdId, Instant now) {
    return store
        .findHold(actor.tenant(), holdId)
        .filter(held -> BookingRights.reaches(actor, held.booking(), now))
        .<Result<Held, BookingRefusal>>map(held -> Result.done(held.at(now)))
        .orElseGet(() -> Result.refused(new BookingRefusal.NoHold()));
  }

  private Shown shown(Actor actor, Held held) {
    return new Shown(held, configurations.settings(actor.tenant()).copy().get());
  }
}
