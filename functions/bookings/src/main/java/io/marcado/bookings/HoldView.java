package io.marcado.bookings;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.ClassPlace;
import io.marcado.bookings.lifecycle.HoldTerms;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.scheduling.Booked;
import io.marcado.bookings.scheduling.Holds;
import io.marcado.bookings.store.Held;
import io.marcado.domain.BookingId;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.ManageToken;
import io.marcado.domain.Money;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.ServiceId;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.platform.http.Answer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A hold in an answer.
 *
 * @param holdId also the id of the booking that comes of it
 * @param start ISO 8601, with the offset of the business's zone
 * @param end exclusive, likewise
 * @param price which the booking will have
 * @param visit the parts of a visit; null for every other hold
 * @param sessionId of the class whose seats are held; null for every other hold, as the next one
 * @param seats how many of them
 * @param policy likewise
 * @param expiresAt until when nobody else gets the time, in UTC
 * @param extended true once it was held for longer
 * @param holdToken for the visitor who has just made it, and for nobody else
 */
public record HoldView(
    BookingId holdId,
    Status status,
    ServiceId serviceId,
    List<ResourceId> resourceIds,
    String start,
    String end,
    @Nullable Money price,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<VisitPartView> visit,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ClassSessionId sessionId,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer seats,
    Policy policy,
    String expiresAt,
    boolean extended,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String holdToken) {

  /** The status of the hold. */
  enum Status {
    HELD,
    /** It is a booking now, with the same id. */
    BOOKED,
    /** Its time was over, or it was given back. */
    EXPIRED
  }

  /** The rules of that moment, which the booking keeps. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Policy(int cancellationWindowMinutes, @Nullable Boolean approval) {}

  /** 201 with a new hold, or with that of an earlier request with the same key. */
  static Answer<HoldView> created(Result<Booked, BookingRefusal> result) {
    Booked held = BookingProblems.orThrow(result);
    BookingStatus status = held.booking().status();
    return Answer.created(
            of(
                new Held(
                    held.booking(),
                    status != BookingStatus.HELD && status != BookingStatus.EXPIRED),
                held.settings().timeline(),
                held.manageToken().map(ManageToken::text).orElse(null)))
        .replayed(held.replayed());
  }

  static HoldView of(Holds.Shown shown) {
    return of(shown.held(), shown.settings().timeline(), null);
  }

  private static HoldView of(Held held, LocalTimeline timeline, @Nullable String token) {
    Booking booking = held.booking();
    HoldTerms terms = booking.hold().orElseThrow();
    return new HoldView(
        booking.id(),
        status(held),
        booking.serviceId(),
        booking.resourceIds(),
        timeline.format(booking.time().start()),
        timeline.format(booking.time().end()),
        booking.price().orElse(null),
        VisitPartView.of(booking, timeline),
        booking.classPlace().map(ClassPlace::sessionId).orElse(null),
        booking.classPlace().map(place -> place.seats().size()).orElse(null),
        new Policy(terms.cancellationWindowMinutes(), terms.byRequest() ? true : null),
        terms.expiresAt().toString(),
        terms.extended(),
        token);
  }

  private static Status status(Held held) {
    if (held.booked()) {
      return Status.BOOKED;
    }
    return held.booking().status() == BookingStatus.HELD ? Status.HELD : Status.EXPIRED;
  }

  /** Hides the token. */
  @Override
  public String toString() {
    return "HoldView of " + holdId;
  }
}
