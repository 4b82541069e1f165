package io.marcado.bookings.published;

import io.marcado.domain.BookingId;
import io.marcado.domain.TenantId;
import java.time.Instant;
import java.util.Optional;

/**
 * What clients answer, by a word, to a message about a booking. The phone that got the message may
 * do what the holder of its link may: confirm to come, and cancel within the window. Repeating it
 * changes nothing.
 */
public interface BookingReplies {

  /**
   * Notes that the client comes.
   *
   * @param stated of the booking by the message, as {@link BookingDetails#stated} has it
   * @return empty when there is no such booking
   */
  Optional<Replied> confirm(TenantId tenant, BookingId bookingId, String stated, Instant now);

  /** Cancels, by the rules for clients; otherwise as {@link #confirm}. */
  Optional<Replied> cancel(TenantId tenant, BookingId bookingId, String stated, Instant now);

  /** What {@link #cancel} would come to now. It changes nothing. */
  Optional<Replied> mayCancel(TenantId tenant, BookingId bookingId, String stated, Instant now);

  /** What an answer came to, with the booking as it is now. */
  sealed interface Replied {
    BookingImage booking();

    /** It is so, now or since before. */
    record Done(BookingImage booking) implements Replied {}

    /** The time in which clients may cancel is over. */
    record TooLate(BookingImage booking) implements Replied {}

    /** The booking is not what the message stated, or is in no status for that. */
    record NotAsItIs(BookingImage booking) implements Replied {}
  }
}
