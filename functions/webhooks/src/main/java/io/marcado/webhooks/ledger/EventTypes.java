package io.marcado.webhooks.ledger;

import io.marcado.bookings.published.BlockEvent;
import io.marcado.bookings.published.BookingEvent;
import io.marcado.bookings.published.SessionEvent;
import java.util.List;

/** The types of events that a webhook may be told of. {@code asyncapi.yaml} describes each. */
public final class EventTypes {
  /** What a test of a webhook sends. It happens nowhere, so nobody subscribes to it. */
  public static final String TEST = "webhook.test";

  /** All of them, in the order of the contract. */
  public static final List<String> ALL =
      List.of(
          BookingEvent.CREATED,
          BookingEvent.UPDATED,
          BookingEvent.STATUS_CHANGED,
          BookingEvent.CANCELLED,
          BlockEvent.CREATED,
          BlockEvent.UPDATED,
          BlockEvent.DELETED,
          SessionEvent.CREATED,
          SessionEvent.UPDATED,
          SessionEvent.CANCELLED);

  private EventTypes() {}
}
