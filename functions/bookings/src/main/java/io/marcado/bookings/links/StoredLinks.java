package io.marcado.bookings.links;

import io.marcado.bookings.published.BookingDetails;
import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.published.BookingLinks;
import io.marcado.bookings.store.ConfirmationRequests;
import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import io.marcado.domain.settings.BookingPolicy;
import io.marcado.platform.table.Table;
import io.marcado.platform.tenant.BaseUrls;
import io.marcado.platform.tenant.SettingsReader;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/** Makes links, and keeps them. */
@Singleton
final class StoredLinks implements BookingLinks {
  private final LinkStore store;
  private final BaseUrls urls;
  private final Ids ids;
  private final Table table;
  private final SettingsReader settings;
  private final InstantSource clock;

  StoredLinks(
      LinkStore store,
      BaseUrls urls,
      Ids ids,
      Table table,
      SettingsReader settings,
      InstantSource clock) {
    this.store = store;
    this.urls = urls;
    this.ids = ids;
    this.table = table;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Optional<String> make(TenantId tenant, BookingImage booking, Locale locale) {
    String secret = ids.next();
    Optional<String> address = address(tenant, secret);
    if (address.isPresent()) {
      store.put(tenant, secret, BookingLink.to(booking, locale), booking.end());
    }
    return address;
  }

  @Override
  public void asked(TenantId tenant, BookingImage booking, Locale locale) {
    Instant answerable = clock.instant().plus(BookingPolicy.LEAST_TIME_TO_CONFIRM);
    settings
        .get(tenant)
        .bookings()
        .confirmUntil(booking.start())
        .filter(until -> !until.isBefore(answerable))
        .map(
            until ->
                new ConfirmationRequests.Entry(
                    until, tenant, booking.bookingId(), BookingDetails.stated(booking), locale))
        .ifPresent(entry -> ConfirmationRequests.ALL.note(table, entry));
  }

  @Override
  public Optional<String> sample(TenantId tenant) {
    return address(tenant, "x".repeat(Ids.RANDOM_LENGTH));
  }

  private Optional<String> address(TenantId tenant, String secret) {
    return urls.find(tenant).map(base -> base + "/l/" + secret);
  }
}
