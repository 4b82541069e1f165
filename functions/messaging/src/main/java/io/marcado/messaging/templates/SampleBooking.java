package io.marcado.messaging.templates;

import io.marcado.domain.BookingId;
import io.marcado.domain.TenantId;
import io.marcado.messaging.texts.Mailable;
import java.time.Instant;
import java.util.Optional;

/** What a text of this kind would tell of a booking that there is. */
public interface SampleBooking {

  /** Empty where there is no such booking. */
  Optional<Mailable> of(TenantId tenant, TemplateKind kind, BookingId bookingId, Instant now);
}
