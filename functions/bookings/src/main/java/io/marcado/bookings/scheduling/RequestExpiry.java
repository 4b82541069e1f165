package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.store.BookingStore;
import io.marcado.bookings.store.BookingStore.Replacement;
import io.marcado.bookings.store.PendingRequests;
import io.marcado.bookings.store.UpdateOutcome;
import io.marcado.domain.Actor;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/**
 * Writes down that requests have lapsed, and gives their time back. Until then reads already show
 * them as lapsed, see {@link io.marcado.bookings.lifecycle.Booking#at}.
 */
@Singleton
public final class RequestExpiry {
  private final Table table;
  private final BookingStore bookings;
  private final ClientLimits limits;

  RequestExpiry(Table table, BookingStore bookings, ClientLimits limits) {
    this.table = table;
    this.bookings = bookings;
    this.limits = limits;
  }

  /**
   * Expires the requests that nobody has decided in time. Idempotent: a second call, also at the
   * same time, continues with the entries that are left.
   *
   * @return false when the time of the invocation ended before all were done
   */
  public boolean expire(Instant now) {
    return PendingRequests.ALL.each(table, now, entry -> expire(entry, now));
  }

  /**
   * Expires those of one business, for somebody who found a time taken: it may be that of a request
   * that has lapsed since the last turn. Usually that is one read of a few entries.
   *
   * @return true when there were some, so that it is worth to look again
   */
  public boolean expire(TenantId tenant, Instant now) {
    return PendingRequests.ALL.first(table, tenant, now, entry -> expire(entry, now)) > 0;
  }

  private void expire(PendingRequests.Entry entry, Instant now) {
    Actor marcado = new Actor.Automation(entry.tenant(), "request-expired");
    UpdateOutcome outcome =
        bookings.change(
            entry.tenant(),
            entry.bookingId(),
            _ -> true,
            Optional.empty(),
            // The store hands over the booking as it is now: a lapsed request has lapsed.
            present ->
                Result.done(Replacement.takingNoTime(present).within(limits.of(marcado, now))),
            now);
    switch (outcome) {
      case UpdateOutcome.Updated _ -> {}
      case UpdateOutcome.Refused(BookingRefusal.NotFound _) -> {}
      case UpdateOutcome.Refused(BookingRefusal.Busy _) -> throw new TableUnavailableException();
      case UpdateOutcome.Refused _, UpdateOutcome.SlotTaken _ ->
          throw new IllegalStateException("a lapsed request takes no time and breaks no rule");
    }
    PendingRequests.ALL.remove(table, entry);
  }
}
