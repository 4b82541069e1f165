package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.BookingRefusal.CancellationWindowPassed;
import io.marcado.bookings.links.BookingLink;
import io.marcado.bookings.links.Tapped.Act;
import io.marcado.bookings.published.BookingReplies;
import io.marcado.bookings.store.BookingStore;
import io.marcado.domain.Actor;
import io.marcado.domain.BookingId;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.tenant.SettingsReader;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Answers by a word, by the rules of the link that the message could have had. */
@Singleton
final class RepliesToMessages implements BookingReplies {
  /** Of a change that others make at the same time. */
  private static final int ATTEMPTS = 5;

  private final BookingStore bookings;
  private final BookingUpdates updates;
  private final SettingsReader settings;

  RepliesToMessages(BookingStore bookings, BookingUpdates updates, SettingsReader settings) {
    this.bookings = bookings;
    this.updates = updates;
    this.settings = settings;
  }

  @Override
  public Optional<Replied> confirm(
      TenantId tenant, BookingId bookingId, String stated, Instant now) {
    return act(tenant, bookingId, stated, Act.CONFIRM, now);
  }

  @Override
  public Optional<Replied> cancel(
      TenantId tenant, BookingId bookingId, String stated, Instant now) {
    return act(tenant, bookingId, stated, Act.CANCEL, now);
  }

  @Override
  public Optional<Replied> mayCancel(
      TenantId tenant, BookingId bookingId, String stated, Instant now) {
    return find(tenant, bookingId, now)
        .map(
            booking -> {
              if (!isAsStated(booking, stated, now)) {
                return new Replied.NotAsItIs(booking.image());
              }
              if (LinkTaps.isDone(Act.CANCEL, booking)) {
                return new Replied.Done(booking.image());
              }
              Actor holder = holder(tenant, bookingId);
              OrganizationSettings business = settings.get(tenant);
              return BookingRights.mayCancel(holder, booking, business, now)
                  ? new Replied.Done(booking.image())
                  : refused(
                      booking,
                      booking.status().isOpen()
                          ? BookingRights.inTime(
                                  holder, booking, BookingRefusal.Act.CANCEL, business, now)
                              .whyRefused()
                          : Optional.empty());
            });
  }

  private Optional<Replied> act(
      TenantId tenant, BookingId bookingId, String stated, Act act, Instant now) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Optional<Booking> found = find(tenant, bookingId, now);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      Booking seen = found.get();
      if (!isAsStated(seen, stated, now)) {
        return Optional.of(new Replied.NotAsItIs(seen.image()));
      }
      if (LinkTaps.isDone(act, seen)) {
        return Optional.of(new Replied.Done(seen.image()));
      }
      switch (change(tenant, seen, act, now)) {
        case Result.Done<Booked, BookingRefusal>(Booked changed) -> {
          return Optional.of(new Replied.Done(changed.booking().image()));
        }
        // It was changed since, so it is looked at again.
        case Result.Refused<Booked, BookingRefusal>(BookingRefusal.Stale _) -> {}
        case Result.Refused<Booked, BookingRefusal>(BookingRefusal.Busy _) ->
            throw new TableUnavailableException();
        case Result.Refused<Booked, BookingRefusal>(BookingRefusal why) -> {
          return Optional.of(refused(seen, Optional.of(why)));
        }
      }
    }
    throw new TableUnavailableException();
  }

  private Result<Booked, BookingRefusal> change(
      TenantId tenant, Booking seen, Act act, Instant now) {
    Actor holder = holder(tenant, seen.id());
    Optional<Long> unchanged = Optional.of(seen.version());
    return switch (act) {
      case CONFIRM ->
          updates.change(
              holder, seen.id(), unchanged, present -> present.confirmedByClient(now), now);
      case CANCEL -> updates.cancel(holder, seen.id(), unchanged, Optional.empty(), now);
    };
  }

  private Optional<Booking> find(TenantId tenant, BookingId bookingId, Instant now) {
    return bookings.find(tenant, bookingId).map(found -> found.at(now));
  }

  // The language is that of a page, of which there is none.
  private static boolean isAsStated(Booking booking, String stated, Instant now) {
    return new BookingLink(booking.id(), stated, Locale.ROOT).opens(booking, now);
  }

  private static Replied refused(Booking booking, Optional<BookingRefusal> why) {
    return why.filter(CancellationWindowPassed.class::isInstance).isPresent()
        ? new Replied.TooLate(booking.image())
        : new Replied.NotAsItIs(booking.image());
  }

  private static Actor holder(TenantId tenant, BookingId bookingId) {
    return new Actor.LinkHolder(tenant, bookingId, Optional.empty());
  }
}
