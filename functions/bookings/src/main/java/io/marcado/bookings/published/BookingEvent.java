package io.marcado.bookings.published;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.domain.BookingId;
import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import io.marcado.platform.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A change of a booking, as the detail of an event on the bus. There is one event for each version.
 *
 * @param eventId the same for every delivery of the same version
 * @param occurredAt when the booking changed
 * @param booking as it was then
 * @param previous as it was before; null for a new one
 * @param changed what is another than before; empty for a new one, and where only texts are
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BookingEvent(
    String eventId,
    String tenantId,
    BookingId bookingId,
    long version,
    Instant occurredAt,
    BookingImage booking,
    @Nullable BookingImage previous,
    List<Change> changed) {
  /** The source of all events of this capability. */
  public static final String SOURCE = "marcado.bookings";

  /** Detail type of a new booking. */
  public static final String CREATED = "booking.created";

  /** Detail type of a booking that was cancelled. */
  public static final String CANCELLED = "booking.cancelled";

  /** Detail type of any other change of status. */
  public static final String STATUS_CHANGED = "booking.status_changed";

  /** Detail type of every other change: moved, or its note or attendee edited. */
  public static final String UPDATED = "booking.updated";

  /** What can be another in a booking. */
  public enum Change {
    STATUS,
    SERVICE,
    START,
    DURATION,
    RESOURCES,
    SEATS,
    PRICE
  }

  /** One from before it told what changed has nothing there. */
  @SuppressWarnings("NullAway") // what is read from JSON may lack it
  public BookingEvent {
    changed = changed == null ? List.of() : List.copyOf(changed);
  }

  /** The event of a booking's version. */
  public static BookingEvent of(
      TenantId tenant, BookingImage booking, @Nullable BookingImage previous) {
    return new BookingEvent(
        Ids.derived(
            List.of("event", tenant.value(), booking.bookingId().value(), "" + booking.version())),
        tenant.value(),
        booking.bookingId(),
        booking.version(),
        booking.updatedAt(),
        booking,
        previous,
        previous == null ? List.of() : changes(previous, booking));
  }

  private static List<Change> changes(BookingImage before, BookingImage after) {
    List<Change> changes = new ArrayList<>();
    note(changes, Change.STATUS, before.status(), after.status());
    note(changes, Change.SERVICE, before.serviceId(), after.serviceId());
    note(changes, Change.START, before.start(), after.start());
    note(
        changes,
        Change.DURATION,
        Duration.between(before.start(), before.end()),
        Duration.between(after.start(), after.end()));
    note(changes, Change.RESOURCES, before.resourceIds(), after.resourceIds());
    note(changes, Change.SEATS, before.seats(), after.seats());
    note(changes, Change.PRICE, before.price(), after.price());
    return changes;
  }

  private static void note(
      List<Change> changes, Change change, @Nullable Object before, @Nullable Object after) {
    if (!Objects.equals(before, after)) {
      changes.add(change);
    }
  }

  /** Reads the detail of an event. */
  public static BookingEvent read(JsonNode detail) {
    return Json.read(detail.toString(), BookingEvent.class);
  }

  /** What kind of event it is. */
  public String detailType() {
    BookingImage before = previous;
    if (before == null) {
      return CREATED;
    }
    if (before.status() == booking.status()) {
      return UPDATED;
    }
    return booking.status() == BookingStatus.CANCELLED ? CANCELLED : STATUS_CHANGED;
  }
}
