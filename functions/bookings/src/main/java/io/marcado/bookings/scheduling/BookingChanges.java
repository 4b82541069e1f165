package io.marcado.bookings.scheduling;

import io.marcado.bookings.ledger.DayRow;
import io.marcado.bookings.rules.CancellationRule;
import io.marcado.bookings.store.Booking;
import io.marcado.bookings.store.BookingProblem;
import io.marcado.bookings.store.BookingStore;
import io.marcado.bookings.store.BookingStore.Change;
import io.marcado.bookings.store.BookingTexts;
import io.marcado.bookings.store.ChangeOutcome;
import io.marcado.domain.Permission;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.CommonProblem;
import io.marcado.platform.http.Problem;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Changes bookings. A client changes only what is its own, and only in time; what is not its own
 * does not exist for it.
 */
@Singleton
public final class BookingChanges {
  private final Configurations configurations;
  private final BookingStore store;
  private final MovePlans movePlans;

  BookingChanges(Configurations configurations, BookingStore store, MovePlans movePlans) {
    this.configurations = configurations;
    this.store = store;
    this.movePlans = movePlans;
  }

  /**
   * Changes a booking's status, or refuses to.
   *
   * @param expectedVersion the version to be changed; empty for whichever it is
   * @throws Problem 404, 409 for a wrong status, 412 for another version
   */
  public Booked change(
      Call call,
      String bookingId,
      Optional<Long> expectedVersion,
      UnaryOperator<Booking> decision) {
    return booked(
        call,
        store.change(
            call.tenant(),
            bookingId,
            booking -> BookingQueries.isVisible(call, booking),
            expectedVersion,
            present -> Change.takingNoTime(decision.apply(present)),
            call.now()));
  }

  /**
   * Cancels a booking.
   *
   * @throws Problem as for any change, and 400 when it is too late for a client
   */
  public Booked cancel(
      Call call, String bookingId, Optional<Long> expectedVersion, Optional<String> reason) {
    return change(
        call,
        bookingId,
        expectedVersion,
        present -> {
          Booking cancelled = present.cancelled(reason);
          requireInTime(call, present, "cancel");
          return cancelled;
        });
  }

  /**
   * Moves a booking, or edits its note.
   *
   * @throws Problem as for any change; 400 for a broken rule, or when it is too late for a client;
   *     409 when the time is taken
   */
  public Booked move(Call call, String bookingId, long expectedVersion, BookingChange change) {
    List<DayRow> taken = new ArrayList<>();
    while (true) {
      ChangeOutcome outcome =
          store.change(
              call.tenant(),
              bookingId,
              booking -> BookingQueries.isVisible(call, booking),
              Optional.of(expectedVersion),
              present -> plan(call, present, change, taken),
              call.now());
      if (!(outcome instanceof ChangeOutcome.SlotTaken(List<DayRow> rows))) {
        return booked(call, outcome);
      }
      taken.addAll(rows);
    }
  }

  /** What the booking becomes; whose time was found taken meanwhile gets no part in it. */
  private Change plan(Call call, Booking present, BookingChange change, List<DayRow> taken) {
    Booking noted = change.noted(present);
    if (noted.notes().isPresent()
        && !noted.notes().equals(present.notes())
        && !BookingTexts.fit(noted.notes(), noted.customFields())) {
      throw Problem.invalid("/notes", "takes more than 8 KB as JSON, together with customFields");
    }
    if (!change.moves(present)) {
      return Change.takingNoTime(noted);
    }
    present.requireOpen();
    requireInTime(call, present, "move");
    Configuration kept = configurations.of(call.tenant(), present.serviceId(), false);
    try {
      return movePlans.plan(call, noted, change, kept, taken);
    } catch (Problem refusal) {
      // Nothing is refused because of a copy.
      Configuration fresh = configurations.of(call.tenant(), present.serviceId(), true);
      if (fresh.equals(kept)) {
        throw refusal;
      }
      return movePlans.plan(call, noted, change, fresh, List.of());
    }
  }

  private Booked booked(Call call, ChangeOutcome outcome) {
    return switch (outcome) {
      case ChangeOutcome.Changed(Booking booking) ->
          new Booked(booking, configurations.settings(call.tenant(), false), false);
      case ChangeOutcome.Missing _ -> throw BookingQueries.missing();
      case ChangeOutcome.Stale(long version) ->
          throw new Problem(
              CommonProblem.STALE_VERSION,
              "The booking is at version %d now; read it and decide again.".formatted(version));
      case ChangeOutcome.SlotTaken(List<DayRow> _) ->
          throw new IllegalStateException("this change takes no time");
      case ChangeOutcome.Busy _ -> throw Problem.unavailable();
    };
  }

  private void requireInTime(Call call, Booking booking, String what) {
    if (call.may(Permission.BOOKINGS_WRITE)) {
      return;
    }
    Instant start = booking.time().start();
    OrganizationSettings kept = configurations.settings(call.tenant(), false);
    if (CancellationRule.of(kept).allows(start, call.now())) {
      return;
    }
    OrganizationSettings fresh = configurations.settings(call.tenant(), true);
    if (!CancellationRule.of(fresh).allows(start, call.now())) {
      throw new Problem(
          BookingProblem.CANCELLATION_WINDOW_PASSED,
          "Clients could %s it until %s; ask the business."
              .formatted(
                  what, fresh.timeline().format(CancellationRule.of(fresh).deadline(start))));
    }
  }
}
