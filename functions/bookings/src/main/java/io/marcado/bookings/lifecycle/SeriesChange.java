package io.marcado.bookings.lifecycle;

import io.marcado.bookings.published.BookingStatus;
import io.marcado.domain.Result;
import io.marcado.domain.SeriesId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A change of several bookings of a series by one request. Once it is written it is decided: each
 * booking is becoming what it says, whoever finishes it.
 *
 * @param id its own
 * @param by who asked for it
 * @param reason in words
 * @param numbers the occurrences that it changes
 */
public record SeriesChange(
    SeriesId id,
    SeriesId series,
    Act act,
    ChangedBy by,
    Optional<String> reason,
    List<Integer> numbers) {

  public SeriesChange {
    numbers = List.copyOf(numbers);
  }

  /** What is done with each booking. */
  public enum Act {
    CANCEL,
    CONFIRM,
    REJECT
  }

  /**
   * A booking as the change makes it; refused for one of which something else has become since.
   *
   * @param present as it is at that moment
   */
  public Result<Booking, BookingRefusal> next(Booking present, Instant now) {
    return switch (act) {
      case CANCEL -> present.cancelled(reason);
      // Confirming also corrects what is over, which nobody asked for here.
      case CONFIRM ->
          present.status() == BookingStatus.PENDING
              ? present.confirmed(now)
              : Result.refused(
                  new BookingRefusal.WrongStatus(present.status(), List.of(BookingStatus.PENDING)));
      case REJECT -> present.rejected(reason);
    };
  }

  /** Hides the reason, which people wrote. */
  @Override
  public String toString() {
    return "SeriesChange " + id;
  }
}
