package io.marcado.trail.changes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.marcado.bookings.published.BookingEvent;
import io.marcado.bookings.published.BookingImage;
import io.marcado.platform.audit.Change;
import io.marcado.platform.audit.Change.Subject;
import io.marcado.platform.audit.Doer;
import io.marcado.platform.json.Json;
import java.util.List;
import java.util.Optional;

/** What an event says was changed of a booking. */
public final class BookingChange {
  /** None of these holds what people wrote, or who somebody is. */
  private static final List<String> FIELDS =
      List.of(
          "status",
          "serviceId",
          "resourceIds",
          "start",
          "end",
          "price",
          "seats",
          "visit",
          "approved",
          "expiresAt",
          "confirmedAt");

  private BookingChange() {}

  /** The change of the booking's version. */
  public static Change of(BookingEvent event) {
    JsonNode now = Json.tree(event.booking());
    Optional<JsonNode> previous = Optional.ofNullable(event.previous()).map(Json::tree);
    return new Change(
        Subject.BOOKING,
        event.bookingId().value(),
        "%010d".formatted(event.version()),
        event.detailType(),
        event.occurredAt(),
        doer(event.booking()),
        previous.map(before -> Change.of(before, now, FIELDS)),
        Change.of(now, previous.orElseGet(JsonNodeFactory.instance::objectNode), FIELDS),
        List.of());
  }

  private static Doer doer(BookingImage booking) {
    if (booking.changedBy() != null) {
      return new Doer(Doer.Kind.MEMBER, Optional.of(booking.changedBy().value()));
    }
    if (booking.changedByKey() != null) {
      return new Doer(Doer.Kind.API_KEY, Optional.of(booking.changedByKey().value()));
    }
    if (booking.changeSource() == null) {
      return Doer.of(Doer.Kind.SYSTEM);
    }
    return Doer.of(
        switch (booking.changeSource()) {
          case CLIENT -> Doer.Kind.CLIENT;
          case PUBLIC -> Doer.Kind.LINK;
          // Follows by itself from what the team has set, such as that a session with too few
          // people is cancelled.
          case STAFF -> Doer.Kind.SYSTEM;
        });
  }
}
