package io.marcado.bookings.lifecycle;

import io.marcado.bookings.availability.Slot;
import io.marcado.bookings.availability.VisitSlot;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.domain.Result;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.identity.published.PhoneProofs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Why a request about a booking is refused. A refusal changes nothing. */
public sealed interface BookingRefusal {

  /** The request has faults. It lists all of them. */
  record Faulty(List<BookingFault> faults) implements BookingRefusal {
    public Faulty {
      faults = List.copyOf(faults);
    }
  }

  /**
   * The time is taken.
   *
   * @param alternatives the nearest free ones, nearest first
   * @param timeline local time of the question
   */
  record SlotTaken(List<Slot> alternatives, LocalTimeline timeline) implements BookingRefusal {
    public SlotTaken {
      alternatives = List.copyOf(alternatives);
    }
  }

  /**
   * The time of a visit is taken, or a part of it.
   *
   * @param alternatives the nearest free ones, nearest first
   * @param timeline local time of the question
   */
  record VisitTaken(List<VisitSlot> alternatives, LocalTimeline timeline)
      implements BookingRefusal {
    public VisitTaken {
      alternatives = List.copyOf(alternatives);
    }
  }

  /**
   * The session has fewer free seats than were asked for.
   *
   * @param left how many it has
   * @param alternatives the nearest sessions of the class that have some, nearest first
   * @param timeline local time of the business
   */
  record SessionFull(int left, List<SeatsLeft> alternatives, LocalTimeline timeline)
      implements BookingRefusal {
    public SessionFull {
      alternatives = List.copyOf(alternatives);
    }
  }

  /** The session does not take place. */
  record SessionCancelled() implements BookingRefusal {}

  /** The booking's status does not allow it. It must be one of these. */
  record WrongStatus(BookingStatus present, List<BookingStatus> needed) implements BookingRefusal {
    public WrongStatus {
      needed = List.copyOf(needed);
    }

    /** The same, where one in this status would do as well. */
    public WrongStatus or(BookingStatus more) {
      return new WrongStatus(
          present, Stream.concat(needed.stream(), Stream.of(more)).distinct().toList());
    }
  }

  /** The status was final for too long: see {@link Booking#CORRECTABLE}. */
  record CorrectionClosed(BookingStatus present) implements BookingRefusal {}

  /** The booking has not started yet. */
  record NotStarted() implements BookingRefusal {}

  /**
   * It is too late for a client.
   *
   * @param deadline the last moment for this request
   * @param timeline local time of the business
   */
  record CancellationWindowPassed(Act act, Instant deadline, LocalTimeline timeline)
      implements BookingRefusal {}

  /** A client may not move the booking, because this takes no bookings any more. */
  record NoLongerOffered(Withdrawn what) implements BookingRefusal {}

  /** There is no such booking for this actor. */
  record NotFound() implements BookingRefusal {}

  /**
   * The caller's version of the booking is stale.
   *
   * @param version the present one
   */
  record Stale(long version) implements BookingRefusal {}

  /** An earlier request had the same key and asked for something else. */
  record KeyReused() implements BookingRefusal {}

  /**
   * Too many bookings, or bookings and moves, in a short time: of an address or a network without a
   * login, of phones that nobody proved, or of a client.
   *
   * @param retryAfter how long until the next may succeed
   */
  record TooOften(Duration retryAfter) implements BookingRefusal {}

  /**
   * The client has as many bookings ahead as it may have.
   *
   * @param most how many
   */
  record TooManyAhead(int most) implements BookingRefusal {}

  /** The client has another booking at this time. */
  record Overlaps() implements BookingRefusal {}

  /** The booking is over: there is nothing left to cancel. */
  record Over() implements BookingRefusal {}

  /**
   * The business does not take this booking from this actor, and does not say why.
   *
   * @param unproved true when a proof of the phone may bring an answer that says more; so it is for
   *     everybody without one, whatever the reason
   */
  record NotTaken(boolean unproved) implements BookingRefusal {
    /** Where a proof makes no difference, or the request has one. */
    public NotTaken() {
      this(false);
    }
  }

  /** The business takes this booking only with a proof of the client's phone. */
  record CodeRequired() implements BookingRefusal {}

  /** The proof of the client's phone is not good. */
  record NotProved(PhoneProofs.Refusal why) implements BookingRefusal {}

  /** Only people have bookings of their own, and the actor is not a person. */
  record NoPerson() implements BookingRefusal {}

  /** There is no such hold for this actor. */
  record NoHold() implements BookingRefusal {}

  /**
   * It is held no longer.
   *
   * @param priceChanged true when it would be tried again at the same price, and that has changed
   */
  record HoldExpired(boolean priceChanged) implements BookingRefusal {}

  /** It was held for longer once. */
  record HoldExtended() implements BookingRefusal {}

  /** Too many are writing at once. */
  record Busy() implements BookingRefusal {}

  /** What clients may do only in time. */
  enum Act {
    CANCEL,
    MOVE
  }

  /** What a business can withdraw from booking. */
  enum Withdrawn {
    SERVICE,
    RESOURCE
  }

  /** True when other settings, or another catalog, may allow the request. */
  default boolean dependsOnConfiguration() {
    return switch (this) {
      case Faulty _, SlotTaken _, CancellationWindowPassed _, NotTaken _, NoLongerOffered _ -> true;
      case VisitTaken _, CodeRequired _, SessionFull _, SessionCancelled _ -> true;
      case WrongStatus _, CorrectionClosed _, NotStarted _, Over _ -> false;
      case NotFound _, Stale _, KeyReused _, NotProved _ -> false;
      case HoldExpired(boolean priceChanged) -> priceChanged;
      case NoHold _, HoldExtended _ -> false;
      case TooOften _, TooManyAhead _, Overlaps _, NoPerson _, Busy _ -> false;
    };
  }

  /** True when it may meet the retry of a request that succeeded: look for that one. */
  default boolean mayMeetARetry() {
    // The first request used up its proof.
    return dependsOnConfiguration() || this instanceof NotProved;
  }

  /** True when others have the time, or the seats. */
  default boolean isOfTakenTime() {
    return this instanceof SlotTaken || this instanceof VisitTaken || this instanceof SessionFull;
  }

  /** A refusal because of one fault. */
  static <T> Result<T, BookingRefusal> faulty(BookingFault fault) {
    return Result.refused(new Faulty(List.of(fault)));
  }
}
