package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.links.LinkWords;
import io.marcado.bookings.published.BookingDetails;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.store.BookingStore;
import io.marcado.bookings.store.BookingStore.Replacement;
import io.marcado.bookings.store.ConfirmationRequests;
import io.marcado.bookings.store.ConfirmationRequests.Entry;
import io.marcado.bookings.store.UpdateOutcome;
import io.marcado.domain.Actor;
import io.marcado.domain.Result;
import io.marcado.domain.settings.BookingPolicy;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/**
 * Cancels bookings that their clients were asked to confirm and did not, where the business wants
 * that.
 */
@Singleton
public final class UnconfirmedReleases {
  private final Table table;
  private final BookingStore bookings;
  private final ClientLimits limits;
  private final Configurations configurations;

  UnconfirmedReleases(
      Table table, BookingStore bookings, ClientLimits limits, Configurations configurations) {
    this.table = table;
    this.bookings = bookings;
    this.limits = limits;
    this.configurations = configurations;
  }

  /**
   * Releases what nobody has confirmed in time. Idempotent: a second call, also at the same time,
   * continues with the entries that are left.
   *
   * @return false when the time of the invocation ended before all were done
   */
  public boolean releaseAll(Instant now) {
    return ConfirmationRequests.ALL.each(table, now, entry -> release(entry, now));
  }

  private void release(Entry entry, Instant now) {
    Actor marcado = new Actor.Automation(entry.tenant(), "not-confirmed");
    BookingPolicy policy = configurations.settings(entry.tenant()).fresh().get().bookings();
    UpdateOutcome outcome =
        bookings.change(
            entry.tenant(),
            entry.bookingId(),
            _ -> true,
            Optional.empty(),
            present ->
                Result.done(
                    until(entry, present, policy, now)
                        .filter(until -> !now.isBefore(until))
                        .map(_ -> cancelled(entry, present).by(BookingRights.changedBy(marcado)))
                        .orElseGet(() -> Replacement.takingNoTime(present))
                        .within(limits.of(marcado, now))),
            now);
    switch (outcome) {
      // What the business has made shorter since then is looked at again.
      case UpdateOutcome.Updated(Booking left) ->
          until(entry, left, policy, now)
              .map(entry::until)
              .ifPresent(later -> ConfirmationRequests.ALL.note(table, later));
      case UpdateOutcome.Refused(BookingRefusal.NotFound _) -> {}
      case UpdateOutcome.Refused(BookingRefusal.Busy _) -> throw new TableUnavailableException();
      case UpdateOutcome.Refused _, UpdateOutcome.SlotTaken _ ->
          throw new IllegalStateException("a cancellation takes no time and breaks no rule");
    }
    ConfirmationRequests.ALL.remove(table, entry);
  }

  /**
   * The last moment to confirm by the present policy; empty for what is confirmed, for what is not
   * as its client was asked to confirm it, and where nothing is released.
   */
  private static Optional<Instant> until(
      Entry entry, Booking booking, BookingPolicy policy, Instant now) {
    boolean waits =
        booking.status() == BookingStatus.CONFIRMED
            && booking.confirmedAt().isEmpty()
            && now.isBefore(booking.time().start())
            && entry.stated().equals(BookingDetails.stated(booking.image()));
    return waits ? policy.confirmUntil(booking.time().start()) : Optional.empty();
  }

  private static Replacement cancelled(Entry entry, Booking booking) {
    return Replacement.takingNoTime(
        booking
            .cancelled(Optional.of(LinkWords.notConfirmed(entry.locale())))
            .orElseThrow(_ -> new IllegalStateException("a confirmed booking is open")));
  }
}
