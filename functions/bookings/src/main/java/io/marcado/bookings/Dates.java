package io.marcado.bookings;

import io.marcado.bookings.scheduling.BookingQueries;
import io.marcado.bookings.scheduling.LocalDates;
import io.marcado.domain.FaultCode;
import io.marcado.platform.http.Query;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Readers;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** {@code from} and {@code to} of a request: local dates, both included. */
final class Dates {
  /** Most dates of a request without pages. */
  static final int MOST = 62;

  private Dates() {}

  /** Both must be there, and not too far apart. */
  static LocalDates required(Query query) {
    return required(
        query.required("from", Readers.date()),
        query.required("to", Readers.date()),
        (code, detail) -> query.fault("to", code, detail));
  }

  /** The same in a body. */
  static LocalDates required(Fields body) {
    return required(
        body.required("from", Readers.date()),
        body.required("to", Readers.date()),
        (code, detail) -> body.fault("/to", code, detail));
  }

  // Either is null together with a fault of its own.
  @SuppressWarnings("NullAway")
  private static LocalDates required(
      @Nullable LocalDate from, @Nullable LocalDate to, BiConsumer<FaultCode, String> faultOfTo) {
    if (from != null && to != null) {
      if (to.isBefore(from)) {
        faultOfTo.accept(FaultCode.CONFLICT, "must not be before from");
      } else if (ChronoUnit.DAYS.between(from, to) >= MOST) {
        faultOfTo.accept(FaultCode.OUT_OF_RANGE, "must be within %d days of from".formatted(MOST));
      }
    }
    return new LocalDates(from, to);
  }

  /** Either may be missing. */
  static BookingQueries.Span optional(Query query) {
    Optional<LocalDate> from = query.optional("from", Readers.date());
    Optional<LocalDate> to = query.optional("to", Readers.date());
    if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
      query.fault("to", FaultCode.CONFLICT, "must not be before from");
    }
    return new BookingQueries.Span(from, to);
  }
}
