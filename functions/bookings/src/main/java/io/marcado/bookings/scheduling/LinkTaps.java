package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.BookingRefusal.Act;
import io.marcado.bookings.lifecycle.BookingRefusal.CancellationWindowPassed;
import io.marcado.bookings.links.BookingLink;
import io.marcado.bookings.links.LinkStore;
import io.marcado.bookings.links.MoveTarget;
import io.marcado.bookings.links.Tapped;
import io.marcado.bookings.links.Tapped.Outcome;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.store.BookingStore;
import io.marcado.bookings.store.BookingStore.Replacement;
import io.marcado.domain.Actor;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.platform.limits.LimitPolicy;
import io.marcado.platform.limits.Limits;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.tenant.SettingsReader;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What clients do by the links of messages. To look changes nothing, since previews and scanners of
 * mail open links. The holder of a link may do with its booking what its client may.
 */
@Singleton
public final class LinkTaps {
  private final LinkStore links;
  private final BookingStore bookings;
  private final BookingUpdates updates;
  private final LinkMoves moves;
  private final SettingsReader settings;
  private final RateLimiter limiter;
  private final Limits limits;
  private final Table table;

  LinkTaps(
      LinkStore links,
      BookingStore bookings,
      BookingUpdates updates,
      LinkMoves moves,
      SettingsReader settings,
      RateLimiter limiter,
      Limits limits,
      Table table) {
    this.links = links;
    this.bookings = bookings;
    this.updates = updates;
    this.moves = moves;
    this.settings = settings;
    this.limiter = limiter;
    this.limits = limits;
    this.table = table;
  }

  private record Opened(String secret, BookingLink link, Booking booking) {
    Opened with(Booking changed) {
      return new Opened(secret, link, changed);
    }

    /** Hides the secret. */
    @Override
    public String toString() {
      return "Opened";
    }
  }

  /**
   * What a move asks for.
   *
   * @param terms that the page showed: see {@link Tapped#terms}
   * @param version likewise; nothing is done with another one
   */
  public record Asked(MoveTarget target, String terms, long version) {}

  /** Shows the booking behind a link. */
  public Tapped look(Actor.Visitor visitor, String secret, Instant now) {
    return opened(visitor, secret, now, found -> shown(visitor, found, Outcome.PLAIN, now));
  }

  /** Shows the next free times from a day on to which the booking can move. */
  public Tapped times(Actor.Visitor visitor, String secret, LocalDate from, Instant now) {
    return opened(
        visitor, secret, now, found -> times(visitor, found, Optional.of(from), false, false, now));
  }

  /**
   * Shows what a move would come to. It takes no time yet, and does not look whether it is free.
   */
  public Tapped choose(Actor.Visitor visitor, String secret, MoveTarget target, Instant now) {
    return opened(visitor, secret, now, found -> chosen(visitor, found, target, false, now));
  }

  /**
   * Does something with the booking behind a link. A repeated act changes nothing, and nothing is
   * refused because of it.
   *
   * @param version that the page showed; nothing is done with another one
   */
  public Tapped act(
      Actor.Visitor visitor, String secret, Tapped.Act act, long version, Instant now) {
    return opened(visitor, secret, now, found -> act(visitor, found, act, version, now));
  }

  /** Moves the booking behind a link, likewise, and on no other terms than the page showed. */
  public Tapped move(Actor.Visitor visitor, String secret, Asked asked, Instant now) {
    return opened(visitor, secret, now, found -> move(visitor, found, asked, now));
  }

  private Tapped opened(
      Actor.Visitor visitor, String secret, Instant now, Function<Opened, Tapped> next) {
    return counted(visitor)
        .orElseGet(() -> open(visitor, secret, now).map(next).orElseGet(() -> gone(visitor)));
  }

  private Tapped act(
      Actor.Visitor visitor, Opened found, Tapped.Act act, long version, Instant now) {
    if (isDone(act, found.booking())) {
      return shown(visitor, found, Outcome.PLAIN, now);
    }
    return switch (change(holder(visitor, found), found.booking(), act, version, now)) {
      case Result.Done<Booking, BookingRefusal>(Booking changed) ->
          shown(visitor, found.with(changed), Outcome.PLAIN, now);
      case Result.Refused<Booking, BookingRefusal>(BookingRefusal.Busy _) ->
          throw new TableUnavailableException();
      case Result.Refused<Booking, BookingRefusal> _ ->
          again(
              visitor,
              found,
              now,
              present ->
                  shown(
                      visitor,
                      present,
                      isDone(act, present.booking()) ? Outcome.PLAIN : Outcome.REFUSED,
                      now));
    };
  }

  /** The same link, as its booking is after something was refused. */
  private Tapped again(
      Actor.Visitor visitor, Opened found, Instant now, Function<Opened, Tapped> next) {
    return open(visitor, found.secret(), now).map(next).orElseGet(() -> gone(visitor));
  }

  private Result<Booking, BookingRefusal> change(
      Actor holder, Booking seen, Tapped.Act act, long version, Instant now) {
    if (seen.version() != version) {
      return Result.refused(new BookingRefusal.Stale(seen.version()));
    }
    Optional<Long> unchanged = Optional.of(version);
    Result<Booked, BookingRefusal> done =
        switch (act) {
          case CONFIRM ->
              updates.change(
                  holder, seen.id(), unchanged, present -> present.confirmedByClient(now), now);
          case CANCEL -> updates.cancel(holder, seen.id(), unchanged, Optional.empty(), now);
        };
    return done.map(Booked::booking);
  }

  private Tapped move(Actor.Visitor visitor, Opened found, Asked asked, Instant now) {
    if (asked.target().isReachedBy(found.booking())) {
      return shown(visitor, found, Outcome.MOVED, now);
    }
    if (found.booking().version() != asked.version()) {
      return shown(visitor, found, Outcome.REFUSED, now);
    }
    Result<Booking, BookingRefusal> moved =
        moves.move(
            holder(visitor, found),
            found.booking(),
            asked.target(),
            asked.version(),
            next -> agreed(visitor.tenant(), found, asked, next),
            now);
    return switch (moved) {
      case Result.Done<Booking, BookingRefusal>(Booking booking) ->
          shown(visitor, found.with(booking), Outcome.MOVED, now);
      case Result.Refused<Booking, BookingRefusal>(BookingRefusal.Busy _) ->
          throw new TableUnavailableException();
      case Result.Refused<Booking, BookingRefusal>(BookingRefusal.TooOften(Duration wait)) ->
          new Tapped.TooOften(settings.get(visitor.tenant()), wait);
      case Result.Refused<Booking, BookingRefusal>(BookingRefusal why) ->
          again(visitor, found, now, present -> notMoved(visitor, present, asked, why, now));
    };
  }

  /** The move with what lets the link follow it, unless the page showed other terms. */
  private Result<Replacement, BookingRefusal> agreed(
      TenantId tenant, Opened found, Asked asked, Replacement next) {
    return Tapped.terms(next.booking()).equals(asked.terms())
        ? Result.done(
            next.with(links.following(tenant, found.secret(), found.link(), next.booking())))
        : Result.refused(new BookingRefusal.Stale(asked.version()));
  }

  /** The page instead: what has become of the booking, other terms, or other times. */
  private Tapped notMoved(
      Actor.Visitor visitor, Opened present, Asked asked, BookingRefusal why, Instant now) {
    if (asked.target().isReachedBy(present.booking())) {
      return shown(visitor, present, Outcome.MOVED, now);
    }
    if (present.booking().version() != asked.version()) {
      return shown(visitor, present, Outcome.REFUSED, now);
    }
    return why instanceof BookingRefusal.Stale
        ? chosen(visitor, present, asked.target(), true, now)
        : times(visitor, present, day(visitor, asked.target()), true, true, now);
  }

  private Optional<LocalDate> day(Actor.Visitor visitor, MoveTarget target) {
    return target.start().map(settings.get(visitor.tenant()).timeline()::dateOf);
  }

  private Tapped chosen(
      Actor.Visitor visitor, Opened found, MoveTarget target, boolean posted, Instant now) {
    if (target.isReachedBy(found.booking())) {
      return shown(visitor, found, Outcome.PLAIN, now);
    }
    return switch (moves.planned(holder(visitor, found), found.booking(), target, now)) {
      case Result.Done<Booking, BookingRefusal>(Booking next) ->
          new Tapped.Chosen(
              found.booking(),
              next,
              settings.get(visitor.tenant()),
              found.link().locale(),
              target,
              posted);
      case Result.Refused<Booking, BookingRefusal> _ ->
          times(visitor, found, day(visitor, target), true, posted, now);
    };
  }

  /**
   * The free times.
   *
   * @param from the first day that is asked for; empty for the first that may have times
   */
  private Tapped times(
      Actor.Visitor visitor,
      Opened found,
      Optional<LocalDate> from,
      boolean refused,
      boolean posted,
      Instant now) {
    OrganizationSettings business = settings.get(visitor.tenant());
    LocalDate today = business.timeline().dateOf(now);
    LocalDate last = today.plusDays(business.bookings().maximumAdvanceDays());
    LocalDate day =
        from.filter(today::isBefore).map(asked -> asked.isAfter(last) ? last : asked).orElse(today);
    Actor holder = holder(visitor, found);
    return moves
        .times(holder, found.booking(), day, business, now)
        .<Tapped>map(
            some ->
                new Tapped.Times(
                    found.booking(),
                    business,
                    found.link().locale(),
                    some.times(),
                    some.until(),
                    Optional.of(today).filter(day::isAfter),
                    Optional.of(some.until().plusDays(1)).filter(next -> !next.isAfter(last)),
                    refused,
                    posted))
        .orElseGet(() -> shown(visitor, found, posted ? Outcome.REFUSED : Outcome.PLAIN, now));
  }

  static boolean isDone(Tapped.Act act, Booking booking) {
    return switch (act) {
      case CONFIRM ->
          booking.status() == BookingStatus.CONFIRMED && booking.confirmedAt().isPresent();
      case CANCEL -> booking.status() == BookingStatus.CANCELLED;
    };
  }

  /** The booking behind a link, as it is now; empty where the link opens none. */
  private Optional<Opened> open(Actor.Visitor visitor, String secret, Instant now) {
    TenantId tenant = visitor.tenant();
    // A move between the two reads makes the link from before it meet the booking after it.
    return links
        .find(tenant, secret)
        .flatMap(
            link ->
                open(tenant, secret, link, now)
                    .or(
                        () ->
                            links
                                .find(tenant, secret)
                                .flatMap(moved -> open(tenant, secret, moved, now))));
  }

  private Optional<Opened> open(TenantId tenant, String secret, BookingLink link, Instant now) {
    return bookings
        .find(tenant, link.bookingId())
        .map(found -> found.at(now))
        .filter(found -> link.opens(found, now))
        .map(found -> new Opened(secret, link, found));
  }

  private Tapped shown(Actor.Visitor visitor, Opened found, Outcome outcome, Instant now) {
    Booking booking = found.booking();
    Actor holder = holder(visitor, found);
    OrganizationSettings business = settings.get(visitor.tenant());
    Set<Tapped.Act> possible = EnumSet.noneOf(Tapped.Act.class);
    if (booking.confirmedAt().isEmpty() && booking.confirmedByClient(now).whyRefused().isEmpty()) {
      possible.add(Tapped.Act.CONFIRM);
    }
    if (BookingRights.mayCancel(holder, booking, business, now)) {
      possible.add(Tapped.Act.CANCEL);
    }
    Optional<Instant> closedAt =
        booking.status().isOpen()
            ? BookingRights.inTime(holder, booking, Act.CANCEL, business, now)
                .whyRefused()
                .map(why -> ((CancellationWindowPassed) why).deadline())
            : Optional.empty();
    boolean moves =
        booking.status().isOpen() && closedAt.isEmpty() && this.moves.mayMove(holder, booking, now);
    return new Tapped.Shown(
        booking,
        business,
        found.link().locale(),
        possible,
        Optional.of(business.timeline().dateOf(now)).filter(_ -> moves),
        closedAt,
        outcome);
  }

  private Tapped gone(Actor.Visitor visitor) {
    return new Tapped.Gone(settings.get(visitor.tenant()));
  }

  private static Actor holder(Actor.Visitor visitor, Opened found) {
    return new Actor.LinkHolder(
        visitor.tenant(), found.booking().id(), Optional.of(visitor.sourceAddress()));
  }

  /** Counts a tap before anything is looked up, so that secrets are not guessed without a limit. */
  private Optional<Tapped> counted(Actor.Visitor visitor) {
    Optional<Duration> wait =
        limiter.count(
            table.platform(),
            limiter.ofPlatform(limits.of(LimitPolicy.LINKS_OF_ADDRESS), visitor.sourceAddress()));
    return wait.map(retryAfter -> new Tapped.TooOften(settings.get(visitor.tenant()), retryAfter));
  }
}
