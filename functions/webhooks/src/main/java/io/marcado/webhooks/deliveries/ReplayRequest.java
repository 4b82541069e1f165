package io.marcado.webhooks.deliveries;

import io.marcado.domain.FaultCode;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Readers;
import io.marcado.webhooks.ledger.EventPlace;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which events are to be sent again. */
sealed interface ReplayRequest {

  /** One. */
  record OfEvent(EventPlace place) implements ReplayRequest {}

  /** All of a booking. */
  record OfSubject(String subjectId) implements ReplayRequest {}

  /**
   * All of a time.
   *
   * @param from included
   * @param to excluded
   */
  record OfTime(Instant from, Instant to) implements ReplayRequest {}

  /** Reads which events are meant, of which exactly one kind must be named. */
  static @Nullable ReplayRequest read(Fields body) {
    FieldReader<EventPlace> event =
        Readers.object(
            fields -> {
              String id = fields.required("id", Readers.id());
              Instant at = fields.required("timestamp", Readers.instant());
              return fields.sound() ? new EventPlace(at.truncatedTo(ChronoUnit.MILLIS), id) : null;
            });
    FieldReader<OfTime> time =
        Readers.object(
            fields -> {
              Instant from = fields.required("from", Readers.instant());
              Instant to = fields.required("to", Readers.instant());
              if (fields.sound() && !from.isBefore(to)) {
                fields.fault("/to", FaultCode.OUT_OF_RANGE, "must be after from");
              }
              return fields.sound() ? new OfTime(from, to) : null;
            });
    Optional<? extends ReplayRequest> ofEvent = body.optional("event", event).map(OfEvent::new);
    Optional<? extends ReplayRequest> ofSubject =
        body.optional("bookingId", Readers.id()).map(OfSubject::new);
    Optional<? extends ReplayRequest> ofTime = body.optional("time", time);
    long named = Stream.of("event", "bookingId", "time").filter(body::hasValue).count();
    if (body.sound() && named != 1) {
      body.fault("", FaultCode.CONFLICT, "must have exactly one of event, bookingId and time");
    }
    return Stream.of(ofEvent, ofSubject, ofTime)
        .<ReplayRequest>flatMap(Optional::stream)
        .findFirst()
        .orElse(null);
  }
}
