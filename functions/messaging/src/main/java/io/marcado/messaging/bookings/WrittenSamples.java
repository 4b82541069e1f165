package io.marcado.messaging.bookings;

import io.marcado.bookings.published.BookingImage;
import io.marcado.domain.BookingId;
import io.marcado.domain.PersonId;
import io.marcado.domain.TenantId;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.messaging.templates.SampleBooking;
import io.marcado.messaging.templates.TemplateKind;
import io.marcado.messaging.texts.Mailable;
import io.marcado.platform.tenant.SettingsReader;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** What messages tell of a booking now, to look at a text by it. */
@Singleton
final class WrittenSamples implements SampleBooking {
  private final BookingFacts facts;
  private final BookingMessageWriter writer;
  private final SettingsReader settings;

  WrittenSamples(BookingFacts facts, BookingMessageWriter writer, SettingsReader settings) {
    this.facts = facts;
    this.writer = writer;
    this.settings = settings;
  }

  @Override
  public Optional<Mailable> of(
      TenantId tenant, TemplateKind kind, BookingId bookingId, Instant now) {
    OrganizationSettings business = settings.get(tenant);
    return facts
        .booking(tenant, bookingId.value())
        .map(booking -> told(tenant, kind, booking, business, now));
  }

  private Mailable told(
      TenantId tenant,
      TemplateKind kind,
      BookingImage booking,
      OrganizationSettings business,
      Instant now) {
    Optional<String> comes =
        kind.audience() == TemplateKind.Audience.TEAM
            ? facts.comes(tenant, booking)
            : Optional.ofNullable(booking.clientId())
                .map(PersonId::value)
                .flatMap(id -> facts.client(tenant, id))
                .flatMap(client -> writer.comes(tenant, booking, client));
    Optional<String> reason = kind.tellsReason() ? facts.reason(tenant, booking) : Optional.empty();
    return writer.notice(tenant, booking, comes, reason, business, now);
  }
}
