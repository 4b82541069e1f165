package io.marcado.messaging.bookings;

import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.published.SessionImage;
import io.marcado.domain.PersonId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.published.ClientStanding;
import io.marcado.identity.published.TeamMember;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The facts for the messages of one event, which go out one after the other: each is read once.
 * Bookings are read anew each time, since a message must not go out when its booking has changed.
 */
final class FactsOfOneEvent implements BookingFacts {
  private final BookingFacts facts;
  private final Map<List<Object>, Object> read = new HashMap<>();

  FactsOfOneEvent(BookingFacts facts) {
    this.facts = facts;
  }

  @Override
  public Optional<BookingImage> booking(TenantId tenant, String bookingId) {
    return facts.booking(tenant, bookingId);
  }

  @Override
  public Optional<SessionImage> session(TenantId tenant, String sessionId) {
    return facts.session(tenant, sessionId);
  }

  @Override
  public Names names(TenantId tenant, SessionImage session) {
    return facts.names(tenant, session);
  }

  @Override
  public Optional<ClientStanding> client(TenantId tenant, String personId) {
    return once(() -> facts.client(tenant, personId), "client", tenant, personId);
  }

  @Override
  public List<TeamMember> team(TenantId tenant) {
    return once(() -> facts.team(tenant), "team", tenant);
  }

  /** One of {@link #team}, which all messages to members are made from. */
  @Override
  public Optional<TeamMember> member(TenantId tenant, String personId) {
    return team(tenant).stream()
        .filter(member -> member.contact().id().value().equals(personId))
        .findFirst();
  }

  @Override
  public Set<PersonId> people(TenantId tenant, Set<ResourceId> resourceIds) {
    return once(() -> facts.people(tenant, resourceIds), "people", tenant, resourceIds);
  }

  @Override
  public Optional<String> comes(TenantId tenant, BookingImage booking) {
    return once(
        () -> facts.comes(tenant, booking),
        "comes",
        tenant,
        booking.bookingId(),
        booking.version());
  }

  @Override
  public Optional<String> comes(TenantId tenant, Role seer, BookingImage booking) {
    return once(
        () -> facts.comes(tenant, seer, booking),
        "comes",
        tenant,
        seer,
        booking.bookingId(),
        booking.version());
  }

  @Override
  public Optional<String> reason(TenantId tenant, BookingImage booking) {
    return facts.reason(tenant, booking);
  }

  @Override
  public Names names(TenantId tenant, BookingImage booking) {
    return once(
        () -> facts.names(tenant, booking),
        "names",
        tenant,
        booking.serviceId(),
        booking.resourceIds(),
        // A visit that has changed has the names of other parts before and after.
        Objects.requireNonNullElse(booking.visit(), List.of()));
  }

  @SuppressWarnings("unchecked") // a question has one type of answer
  private <T> T once(Supplier<T> reading, Object... question) {
    return (T) read.computeIfAbsent(List.of(question), _ -> reading.get());
  }
}
