package io.marcado.messaging.bookings;

import io.marcado.bookings.published.Attendee;
import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.published.BookingReader;
import io.marcado.bookings.published.NamedPeople;
import io.marcado.bookings.published.SessionImage;
import io.marcado.bookings.published.SessionReader;
import io.marcado.catalog.published.CatalogReader;
import io.marcado.catalog.published.ServiceWithResources;
import io.marcado.domain.BookingId;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.PersonId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Role;
import io.marcado.domain.ServiceId;
import io.marcado.domain.TenantId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.identity.published.ClientStanding;
import io.marcado.identity.published.PeopleReader;
import io.marcado.identity.published.ShownPerson;
import io.marcado.identity.published.TeamMember;
import io.marcado.identity.published.TeamReader;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Reads the facts from the capabilities that own them. */
@Singleton
final class PublishedBookingFacts implements BookingFacts {
  private final BookingReader bookings;
  private final SessionReader sessions;
  private final PeopleReader people;
  private final TeamReader team;
  private final CatalogReader catalog;

  PublishedBookingFacts(
      BookingReader bookings,
      SessionReader sessions,
      PeopleReader people,
      TeamReader team,
      CatalogReader catalog) {
    this.bookings = bookings;
    this.sessions = sessions;
    this.people = people;
    this.team = team;
    this.catalog = catalog;
  }

  @Override
  public Optional<BookingImage> booking(TenantId tenant, String bookingId) {
    return bookings.find(tenant, new BookingId(bookingId));
  }

  @Override
  public Optional<SessionImage> session(TenantId tenant, String sessionId) {
    return sessions.find(tenant, new ClassSessionId(sessionId));
  }

  @Override
  public Optional<ClientStanding> client(TenantId tenant, String personId) {
    return people.standing(tenant, new PersonId(personId));
  }

  @Override
  public List<TeamMember> team(TenantId tenant) {
    return team.members(tenant);
  }

  @Override
  public Optional<TeamMember> member(TenantId tenant, String personId) {
    return team.member(tenant, new PersonId(personId));
  }

  @Override
  public Set<PersonId> people(TenantId tenant, Set<ResourceId> resourceIds) {
    return catalog.people(tenant, resourceIds);
  }

  @Override
  public Optional<String> comes(TenantId tenant, BookingImage booking) {
    return bookings
        .named(tenant, booking.bookingId())
        .flatMap(NamedPeople::comes)
        .map(Attendee::name);
  }

  @Override
  public Optional<String> comes(TenantId tenant, Role seer, BookingImage booking) {
    return comes(tenant, booking)
        .or(
            () ->
                Optional.ofNullable(booking.clientId())
                    .flatMap(id -> people.shown(tenant, seer, id))
                    .flatMap(ShownPerson::name));
  }

  @Override
  public Optional<String> reason(TenantId tenant, BookingImage booking) {
    return bookings.reason(tenant, booking.bookingId());
  }

  @Override
  public Names names(TenantId tenant, BookingImage booking) {
    ServiceWithResources booked = booked(tenant, booking.serviceId(), booking.resourceIds());
    return new Names(service(booking, booked), resources(booked, booking.resourceIds()));
  }

  @Override
  public Names names(TenantId tenant, SessionImage session) {
    ServiceWithResources booked = booked(tenant, session.serviceId(), session.resourceIds());
    return new Names(booked.service().name(), resources(booked, session.resourceIds()));
  }

  private ServiceWithResources booked(
      TenantId tenant, ServiceId serviceId, List<ResourceId> resourceIds) {
    return catalog
        .booked(tenant, serviceId, resourceIds)
        .orElseThrow(() -> new IllegalStateException("a booking of a service that never was"));
  }

  private static List<String> resources(ServiceWithResources booked, List<ResourceId> resourceIds) {
    return resourceIds.stream()
        .map(booked.resources()::get)
        .filter(Objects::nonNull)
        .map(BookableResource::name)
        .toList();
  }

  /** Of a visit the services of all its parts. */
  private static String service(BookingImage booking, ServiceWithResources booked) {
    List<BookingImage.Part> visit = booking.visit();
    return visit == null ? booked.service().name() : BookingMessage.nameOf(visit, booking);
  }
}
