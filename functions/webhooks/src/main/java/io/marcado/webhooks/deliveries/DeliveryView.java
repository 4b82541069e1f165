package io.marcado.webhooks.deliveries;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A delivery as it is answered. */
record DeliveryView(
    String eventId,
    String type,
    Instant timestamp,
    String subjectId,
    long sequence,
    Delivery.State state,
    @Nullable Instant nextTryAt,
    List<Delivery.Try> tries) {

  static DeliveryView of(Delivery delivery) {
    return new DeliveryView(
        delivery.place().eventId(),
        delivery.type(),
        delivery.place().at(),
        delivery.subjectId(),
        delivery.sequence(),
        delivery.state(),
        delivery.nextTryAt().orElse(null),
        delivery.tries());
  }
}
