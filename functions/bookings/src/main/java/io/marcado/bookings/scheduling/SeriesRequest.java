package io.marcado.bookings.scheduling;

import io.marcado.bookings.series.RecurrenceDraft;
import io.marcado.domain.ResourceId;
import io.marcado.platform.json.Json;
import io.marcado.platform.replay.Repeatable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request for a series of bookings.
 *
 * @param booking one of them; its start is from when the recurrence counts
 * @param dryRun true to only say what would be made
 * @param planToken of the plan that is to be made, exactly; empty for whatever can be had now
 */
public record SeriesRequest(
    BookingRequest booking,
    RecurrenceDraft recurrence,
    OnConflict onConflict,
    boolean dryRun,
    Optional<String> planToken) {

  /** How an occurrence is treated that cannot be had. */
  public enum OnConflict {
    /** Nothing is made. */
    FAIL,
    /** It is left out. */
    SKIP,
    /** It is at the nearest time of that day that can be had; without one nothing is made. */
    SHIFT
  }

  /** A hash that is equal exactly for requests that ask for the same for the same client. */
  String hash(Whom whom) {
    return Repeatable.hash(List.of(booking.hash(whom), planHash()));
  }

  /** A hash that is equal exactly for requests that ask for the same times. */
  String planHash() {
    Map<String, Object> fields = new TreeMap<>();
    fields.put("serviceId", booking.slot().serviceId().value());
    booking.slot().resourceId().map(ResourceId::value).ifPresent(id -> fields.put("resource", id));
    fields.put("start", booking.slot().start().toString());
    booking.slot().durationMinutes().ifPresent(minutes -> fields.put("minutes", minutes));
    fields.put("recurrence", recurrence.toString());
    fields.put("onConflict", onConflict);
    fields.put("ignored", booking.ignored());
    return Repeatable.hash(List.of(Json.write(fields)));
  }
}
