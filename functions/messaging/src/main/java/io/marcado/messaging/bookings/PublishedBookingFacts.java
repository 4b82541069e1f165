package io.marcado.messaging.bookings;

import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.published.BookingReader;
import io.marcado.catalog.published.CatalogReader;
import io.marcado.catalog.published.ServiceWithResources;
import io.marcado.domain.BookingId;
import io.marcado.domain.PersonId;
import io.marcado.domain.TenantId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.identity.published.ClientStanding;
import io.marcado.identity.published.PeopleReader;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Reads the facts from the capabilities that own them. */
@Singleton
final class PublishedBookingFacts implements BookingFacts {
  private final BookingReader bookings;
  private final PeopleReader people;
  private final CatalogReader catalog;

  PublishedBookingFacts(BookingReader bookings, PeopleReader people, CatalogReader catalog) {
    this.bookings = bookings;
    this.people = people;
    this.catalog = catalog;
  }

  @Override
  public Optional<BookingImage> booking(TenantId tenant, String bookingId) {
    return bookings.find(tenant, new BookingId(bookingId));
  }

  @Override
  public Optional<ClientStanding> client(TenantId tenant, String clientId) {
    return people.standing(tenant, new PersonId(clientId));
  }

  @Override
  public Names names(TenantId tenant, BookingImage booking) {
    ServiceWithResources booked =
        catalog
            .booked(tenant, booking.serviceId(), booking.resourceIds())
            .orElseThrow(() -> new IllegalStateException("a booking of a service that never was"));
    List<String> resources =
        booking.resourceIds().stream()
            .map(booked.resources()::get)
            .filter(Objects::nonNull)
            .map(BookableResource::name)
            .toList();
    return new Names(booked.service().name(), resources);
  }
}
