package io.marcado.messaging.bookings;

import static java.util.Objects.requireNonNull;

import io.marcado.bookings.published.BookingDetails;
import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.published.SessionImage;
import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.published.ClientStanding;
import io.marcado.identity.published.Contact;
import io.marcado.identity.published.TeamMember;
import io.marcado.identity.published.notices.BookingNotices;
import io.marcado.identity.published.notices.MessagePreferences;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One booking of one client, as a test says. */
final class FakeBookingFacts implements BookingFacts {
  private volatile @Nullable BookingImage booking;
  private volatile @Nullable SessionImage session;
  private volatile @Nullable PhoneNumber phone = PhoneNumber.parse("+5511999990001").orElseThrow();
  private final Map<String, BookingImage> others = new ConcurrentHashMap<>();
  private final Map<String, TeamMember> team = new ConcurrentSkipListMap<>();
  private volatile boolean outage;
  private volatile boolean proved;
  private volatile boolean barred;
  private volatile MessagePreferences preferences = MessagePreferences.NONE;
  private volatile @Nullable String mailbox;
  private volatile @Nullable String comes;
  private volatile @Nullable String reason;

  /** The session of every id. */
  void session(SessionImage now) {
    session = now;
  }

  void booking(@Nullable BookingImage now) {
    booking = now;
  }

  void phone(@Nullable String number) {
    phone = number == null ? null : PhoneNumber.parse(number).orElseThrow();
  }

  PhoneNumber phone() {
    return requireNonNull(phone);
  }

  /** From now on the client has a number that no other test uses. */
  String anotherPhone() {
    String number = "+55119%08d".formatted(ThreadLocalRandom.current().nextInt(100_000_000));
    phone(number);
    return number;
  }

  /** From now on the client has proved the phone, or not. */
  void proved(boolean now) {
    proved = now;
  }

  /** From now on the business takes no bookings from the client. */
  void barred() {
    barred = true;
  }

  /** From now on the client prefers this. */
  void prefers(MessagePreferences chosen) {
    preferences = chosen;
  }

  /** From now on the client has proved this e-mail. */
  void mailbox(String email) {
    mailbox = email;
  }

  /** From now on bookings say who comes. */
  void comes(String name) {
    comes = name;
  }

  /** From now on somebody has written why bookings were cancelled or rejected. */
  void reason(String why) {
    reason = why;
  }

  /** From now on nothing can be read, or it can again. */
  void outage(boolean now) {
    outage = now;
  }

  /** Another booking besides the one. */
  void besides(BookingImage another) {
    others.put(another.bookingId().value(), another);
  }

  /** Somebody of the team, with a number of its own, who is told so. */
  String member(String id, Role role, BookingNotices notices) {
    String number = "+55119%08d".formatted(ThreadLocalRandom.current().nextInt(100_000_000));
    team.put(
        id,
        new TeamMember(
            new Contact(
                new PersonId(id),
                "Rita",
                PhoneNumber.parse(number).orElseThrow(),
                Optional.of(id + "@example.com"),
                Optional.empty()),
            role,
            notices));
    return number;
  }

  /** From now on somebody is not of the team, or may not sign in. */
  void leaves(String id) {
    team.remove(id);
  }

  @Override
  public Optional<String> reason(TenantId tenant, BookingImage ofBooking) {
    return Optional.ofNullable(reason);
  }

  @Override
  public Optional<BookingImage> booking(TenantId tenant, String bookingId) {
    if (outage) {
      throw new IllegalStateException("outage");
    }
    return Optional.ofNullable(others.get(bookingId)).or(() -> Optional.ofNullable(booking));
  }

  @Override
  public Optional<SessionImage> session(TenantId tenant, String sessionId) {
    return Optional.ofNullable(session);
  }

  @Override
  public Names names(TenantId tenant, SessionImage of) {
    return new Names("Yoga", of.resourceIds().stream().map(ResourceId::value).toList());
  }

  @Override
  public Optional<ClientStanding> client(TenantId tenant, String personId) {
    return Optional.ofNullable(phone)
        .map(
            number ->
                new ClientStanding(
                    new Contact(
                        new PersonId(personId), "Lia", number, Optional.empty(), Optional.empty()),
                    proved,
                    Optional.ofNullable(mailbox),
                    barred,
                    preferences));
  }

  @Override
  public List<TeamMember> team(TenantId tenant) {
    return List.copyOf(team.values());
  }

  @Override
  public Optional<TeamMember> member(TenantId tenant, String personId) {
    if (outage) {
      throw new IllegalStateException("outage");
    }
    return Optional.ofNullable(team.get(personId));
  }

  /** Resources are linked to people of the same id. */
  @Override
  public Set<PersonId> people(TenantId tenant, Set<ResourceId> resourceIds) {
    return resourceIds.stream().map(id -> new PersonId(id.value())).collect(Collectors.toSet());
  }

  @Override
  public Optional<String> comes(TenantId tenant, BookingImage of) {
    return Optional.ofNullable(comes);
  }

  @Override
  public Optional<String> comes(TenantId tenant, Role seer, BookingImage of) {
    return comes(tenant, of).or(() -> Optional.of("Lia"));
  }

  @Override
  public Names names(TenantId tenant, BookingImage of) {
    return new Names(
        BookingDetails.services(of).stream()
            .map(service -> service.value().equals("beard") ? "Barba" : "Corte de cabelo")
            .collect(Collectors.joining(BookingImage.BETWEEN_PARTS)),
        BookingMessage.resourcesOf(of));
  }
}
