package io.marcado.catalog.services;

import io.marcado.domain.catalog.SessionMinimum;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Readers;
import io.marcado.platform.table.Item;
import org.jspecify.annotations.Nullable;

/** What a business says of the least number of people in the sessions of a class. */
public record SessionMinimumDetails(
    int minimumSeats, int minimumSeatsMinutesBefore, Below belowMinimumSeats) {

  /** What happens below it. */
  public enum Below {
    ASK_STAFF,
    CANCEL
  }

  static FieldReader<SessionMinimumDetails> reader() {
    return Readers.object(SessionMinimumDetails::read);
  }

  private static @Nullable SessionMinimumDetails read(Fields fields) {
    Integer seats = fields.required("minimumSeats", Readers.integer(1, SessionMinimum.MOST_SEATS));
    int before =
        fields
            .optional(
                "minimumSeatsMinutesBefore", Readers.integer(0, SessionMinimum.MOST_MINUTES_BEFORE))
            .orElse(SessionMinimum.USUAL_MINUTES_BEFORE);
    Below below =
        fields.optional("belowMinimumSeats", Readers.oneOf(Below.class)).orElse(Below.ASK_STAFF);
    return fields.sound() ? new SessionMinimumDetails(seats, before, below) : null;
  }

  Item toItem() {
    return Item.builder()
        .number("seats", minimumSeats)
        .number("minutesBefore", minimumSeatsMinutesBefore)
        .text("below", belowMinimumSeats.name())
        .build();
  }

  static SessionMinimumDetails of(Item item) {
    return new SessionMinimumDetails(
        item.integer("seats"), item.integer("minutesBefore"), Below.valueOf(item.text("below")));
  }

  /** What scheduling makes of it. */
  SessionMinimum forScheduling() {
    return new SessionMinimum(
        minimumSeats, minimumSeatsMinutesBefore, belowMinimumSeats == Below.CANCEL);
  }
}
