package io.marcado.bookings.lifecycle;

import io.marcado.bookings.availability.Slot;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.domain.Result;
import io.marcado.domain.time.LocalTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Why a booking is not made, changed or shown. Nothing has changed then. */
public sealed interface BookingRefusal {

  /** Something is wrong with what was asked for: everything that is. */
  record Faulty(List<BookingFault> faults) implements BookingRefusal {
    public Faulty {
      faults = List.copyOf(faults);
    }
  }

  /**
   * The time is taken.
   *
   * @param alternatives the nearest free ones, nearest first
   * @param timeline local time of the business
   */
  record SlotTaken(List<Slot> alternatives, LocalTimeline timeline) implements BookingRefusal {
    public SlotTaken {
      alternatives = List.copyOf(alternatives);
    }
  }

  /** The booking's status allows it only in one of those that are needed. */
  record WrongStatus(BookingStatus present, List<BookingStatus> needed) implements BookingRefusal {
    public WrongStatus {
      needed = List.copyOf(needed);
    }
  }

  /** The booking has not started yet. */
  record NotStarted() implements BookingRefusal {}

  /**
   * It is too late for a client.
   *
   * @param deadline the last moment at which it could be done
   * @param timeline local time of the business
   */
  record CancellationWindowPassed(Act act, Instant deadline, LocalTimeline timeline)
      implements BookingRefusal {}

  /** There is no such booking for this actor. */
  record NotFound() implements BookingRefusal {}

  /**
   * The booking has another version than the one that was to be changed.
   *
   * @param version the present one
   */
  record Stale(long version) implements BookingRefusal {}

  /** The same key came before with another request. */
  record KeyReused() implements BookingRefusal {}

  /**
   * This address has booked too often without a login.
   *
   * @param retryAfter how long until it may book again
   */
  record TooOften(Duration retryAfter) implements BookingRefusal {}

  /** Only people have bookings of their own, and the actor is none. */
  record NoPerson() implements BookingRefusal {}

  /** Too many are writing at once. */
  record Busy() implements BookingRefusal {}

  /** What clients may do only in time. */
  enum Act {
    CANCEL,
    MOVE
  }

  /** True when other settings, services or resources of the business could allow it. */
  default boolean dependsOnSettings() {
    return switch (this) {
      case Faulty _, SlotTaken _, CancellationWindowPassed _ -> true;
      case WrongStatus _, NotStarted _, NotFound _, Stale _, KeyReused _ -> false;
      case TooOften _, NoPerson _, Busy _ -> false;
    };
  }

  /** A refusal because of one fault. */
  static <T> Result<T, BookingRefusal> faulty(BookingFault fault) {
    return Result.refused(new Faulty(List.of(fault)));
  }
}
