package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.BookingRefusal.Act;
import io.marcado.bookings.lifecycle.BookingRefusal.CancellationWindowPassed;
import io.marcado.bookings.links.BookingLink;
import io.marcado.bookings.links.LinkStore;
import io.marcado.bookings.links.Tapped;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.store.BookingStore;
import io.marcado.domain.Actor;
import io.marcado.domain.Result;
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
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What clients do by the links of messages. To look changes nothing, since previews and scanners of
 * mail open links. The holder of a link may do with its booking what its client may.
 */
@Singleton
public final class LinkTaps {
  private final LinkStore links;
  private final BookingStore bookings;
  private final BookingUpdates updates;
  private final SettingsReader settings;
  private final RateLimiter limiter;
  private final Limits limits;
  private final Table table;

  LinkTaps(
      LinkStore links,
      BookingStore bookings,
      BookingUpdates updates,
      SettingsReader settings,
      RateLimiter limiter,
      Limits limits,
      Table table) {
    this.links = links;
    this.bookings = bookings;
    this.updates = updates;
    this.settings = settings;
    this.limiter = limiter;
    this.limits = limits;
    this.table = table;
  }

  private record Opened(BookingLink link, Booking booking) {}

  /** Shows the booking behind a link. */
  public Tapped look(Actor.Visitor visitor, String secret, Instant now) {
    return counted(visitor)
        .orElseGet(
            () ->
                open(visitor, secret, now)
                    .<Tapped>map(found -> shown(visitor, found, false, now))
                    .orElseGet(() -> gone(visitor)));
  }

  /**
   * Does something with the booking behind a link. A repeated act changes nothing, and nothing is
   * refused because of it.
   *
   * @param version that the page showed; nothing is done with another one
   */
  public Tapped act(
      Actor.Visitor visitor, String secret, Tapped.Act act, long version, Instant now) {
    return counted(visitor)
        .orElseGet(
            () ->
                open(visitor, secret, now)
                    .map(found -> act(visitor, secret, found, act, version, now))
                    .orElseGet(() -> gone(visitor)));
  }

  private Tapped act(
      Actor.Visitor visitor,
      String secret,
      Opened found,
      Tapped.Act act,
      long version,
      Instant now) {
    if (isDone(act, found.booking())) {
      return shown(visitor, found, false, now);
    }
    return switch (change(holder(visitor, found), found.booking(), act, version, now)) {
      case Result.Done<Booking, BookingRefusal>(Booking changed) ->
          shown(visitor, new Opened(found.link(), changed), false, now);
      case Result.Refused<Booking, BookingRefusal>(BookingRefusal.Busy _) ->
          throw new TableUnavailableException();
      case Result.Refused<Booking, BookingRefusal> _ ->
          open(visitor, secret, now)
              .<Tapped>map(present -> shown(visitor, present, !isDone(act, present.booking()), now))
              .orElseGet(() -> gone(visitor));
    };
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

  static boolean isDone(Tapped.Act act, Booking booking) {
    return switch (act) {
      case CONFIRM ->
          booking.status() == BookingStatus.CONFIRMED && booking.confirmedAt().isPresent();
      case CANCEL -> booking.status() == BookingStatus.CANCELLED;
    };
  }

  /** The booking behind a link, as it is now; empty where the link opens none. */
  private Optional<Opened> open(Actor.Visitor visitor, String secret, Instant now) {
    return links
        .find(visitor.tenant(), secret)
        .flatMap(
            link ->
                bookings
                    .find(visitor.tenant(), link.bookingId())
                    .map(found -> found.at(now))
                    .filter(found -> link.opens(found, now))
                    .map(found -> new Opened(link, found)));
  }

  private Tapped shown(Actor.Visitor visitor, Opened found, boolean refused, Instant now) {
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
    return new Tapped.Shown(booking, business, found.link().locale(), possible, closedAt, refused);
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
