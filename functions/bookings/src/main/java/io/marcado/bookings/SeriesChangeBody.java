package io.marcado.bookings;

import io.marcado.bookings.lifecycle.SeriesChange.Act;
import io.marcado.bookings.scheduling.SeriesMoves;
import io.marcado.bookings.scheduling.SeriesUpdates.Asked;
import io.marcado.bookings.scheduling.SeriesUpdates.Scope;
import io.marcado.domain.BookingId;
import io.marcado.domain.FaultCode;
import io.marcado.domain.ResourceId;
import io.marcado.domain.SeriesId;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Readers;
import java.time.OffsetDateTime;
import java.util.Optional;

/** The body of a request that cancels, confirms or rejects bookings of a series. */
final class SeriesChangeBody {
  private SeriesChangeBody() {}

  static Asked read(RequestReader request, Act act) {
    SeriesId id = new SeriesId(request.path("seriesId"));
    return request.body(
        body -> {
          Scope scope = body.required("scope", Readers.oneOf(Scope.class));
          Optional<BookingId> bookingId = bookingId(body, scope);
          return new Asked(
              id,
              scope,
              bookingId,
              act,
              act == Act.CONFIRM ? Optional.empty() : body.nullable("reason", BookingFields.note()),
              body.defaulted("dryRun", Readers.bool(), false));
        });
  }

  static SeriesMoves.Asked readMoves(RequestReader request) {
    SeriesId id = new SeriesId(request.path("seriesId"));
    return request.body(
        body -> {
          Scope scope = body.required("scope", Readers.oneOf(Scope.class));
          Optional<BookingId> bookingId = body.optional("bookingId", Readers.id(BookingId::new));
          Optional<OffsetDateTime> start = body.optional("start", Readers.dateTime());
          if ((scope == Scope.THIS || scope == Scope.FOLLOWING || body.has("start"))
              && !body.has("bookingId")) {
            body.fault("/bookingId", FaultCode.REQUIRED, "is required for this scope or a start");
          }
          SeriesMoves.Asked asked =
              new SeriesMoves.Asked(
                  id,
                  scope,
                  bookingId,
                  start,
                  body.optional("resourceId", Readers.id(ResourceId::new)),
                  body.optional("durationMinutes", BookingFields.durationOfSeries()),
                  BookingFields.ignoredRules(body),
                  body.defaulted("onConflict", Readers.oneOf(MoveConflict.class), MoveConflict.FAIL)
                      == MoveConflict.SKIP,
                  body.defaulted("keepEdits", Readers.bool(), true),
                  body.defaulted("dryRun", Readers.bool(), false),
                  body.optional("planToken", Readers.text(1, SeriesBody.LONGEST_TOKEN)));
          body.requireOneOf("start", "resourceId", "durationMinutes");
          return asked;
        });
  }

  /** How an occurrence is treated that cannot be moved. */
  enum MoveConflict {
    /** Nothing is moved. */
    FAIL,
    /** It stays where it is. */
    SKIP
  }

  /** The occurrence that a scope is about. */
  private static Optional<BookingId> bookingId(Fields body, Scope scope) {
    Optional<BookingId> bookingId = body.optional("bookingId", Readers.id(BookingId::new));
    if (scope == Scope.ALL && bookingId.isPresent()) {
      body.fault("/bookingId", FaultCode.CONFLICT, "must not stand beside the scope ALL");
    }
    if ((scope == Scope.THIS || scope == Scope.FOLLOWING) && !body.has("bookingId")) {
      body.fault("/bookingId", FaultCode.REQUIRED, "is required for this scope");
    }
    return bookingId;
  }
}
