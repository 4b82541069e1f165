package io.marcado.privacy.export;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.published.BookingImage.ApprovedTime;
import io.marcado.bookings.published.BookingSource;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.published.ClientBooking;
import io.marcado.bookings.published.NamedPeople;
import io.marcado.bookings.published.TeamBlock;
import io.marcado.domain.BlockId;
import io.marcado.domain.BookingId;
import io.marcado.domain.Money;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Role;
import io.marcado.domain.ServiceId;
import io.marcado.identity.published.PersonalAccount;
import io.marcado.identity.published.SecurityHistory;
import io.marcado.identity.published.notices.BookingNotices;
import io.marcado.identity.published.notices.MessagePreferences;
import io.marcado.messaging.published.SentMessage;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The personal data of a person, or a part of it.
 *
 * @param account in every part
 * @param sessions in the first part
 * @param bookings by start, of all times
 * @param blocks time off and other blocks, by the person or of the person; by end, of all times
 * @param messages of the last ninety days, oldest first
 * @param securityEvents of the last 400 days, oldest first
 * @param nextCursor where the next part begins; null when there is none
 */
public record Export(
    Instant exportedAt,
    Account account,
    List<Session> sessions,
    List<Booking> bookings,
    List<Block> blocks,
    List<SentMessage> messages,
    List<SecurityEvent> securityEvents,
    @Nullable String nextCursor) {
  public Export {
    sessions = List.copyOf(sessions);
    bookings = List.copyOf(bookings);
    blocks = List.copyOf(blocks);
    messages = List.copyOf(messages);
    securityEvents = List.copyOf(securityEvents);
  }

  /** The account, without its secrets. */
  record Account(
      String userId,
      Role role,
      String name,
      String phone,
      boolean phoneVerified,
      @Nullable String email,
      boolean emailVerified,
      @Nullable String locale,
      @Nullable BookingNotices bookingNotices,
      MessagePreferences messagePreferences,
      Instant createdAt,
      @Nullable RegisteredAs registeredAs,
      boolean hasPassword,
      boolean hasTotp) {
    static Account of(PersonalAccount account) {
      return new Account(
          account.id().value(),
          account.role(),
          account.name(),
          account.phone(),
          account.phoneVerified(),
          account.email().orElse(null),
          account.emailVerified(),
          account.locale().map(Locale::toLanguageTag).orElse(null),
          account.bookingNotices().orElse(null),
          account.messagePreferences(),
          account.createdAt(),
          account.registeredAs().map(RegisteredAs::of).orElse(null),
          account.hasPassword(),
          account.hasTotp());
    }

    /** Hides the personal data. */
    @Override
    public String toString() {
      return "Account " + userId;
    }
  }

  /** The data of the registration. */
  record RegisteredAs(String name, @Nullable String email, Instant at) {
    static RegisteredAs of(PersonalAccount.RegisteredAs registered) {
      return new RegisteredAs(registered.name(), registered.email().orElse(null), registered.at());
    }

    /** Hides the personal data. */
    @Override
    public String toString() {
      return "RegisteredAs";
    }
  }

  /** An open session. */
  record Session(
      String sessionId,
      Instant createdAt,
      Instant lastUsedAt,
      Instant until,
      @Nullable String userAgent) {
    static Session of(PersonalAccount.OpenSession session) {
      return new Session(
          session.sessionId(),
          session.createdAt(),
          session.lastUsedAt(),
          session.until(),
          session.userAgent().orElse(null));
    }
  }

  /**
   * Time that nobody could book.
   *
   * @param own true when the person took it
   */
  record Block(
      BlockId blockId,
      List<ResourceId> resourceIds,
      Instant start,
      Instant end,
      @Nullable String reason,
      @JsonProperty("private") boolean isPrivate,
      boolean own,
      Instant createdAt) {
    static Block of(TeamBlock block) {
      return new Block(
          block.blockId(),
          block.resourceIds(),
          block.start(),
          block.end(),
          block.reason().orElse(null),
          block.isPrivate(),
          block.own(),
          block.createdAt());
    }

    /** Hides the reason. */
    @Override
    public String toString() {
      return "Block " + blockId;
    }
  }

  /** Who comes, as a booking says. */
  record Attendee(String name, @Nullable String notes) {
    static Attendee of(io.marcado.bookings.published.Attendee kept) {
      return new Attendee(kept.name(), kept.notes().orElse(null));
    }

    /** Hides who it is. */
    @Override
    public String toString() {
      return "Attendee";
    }
  }

  /** The client as a booking named it. */
  record GivenClient(String name, @Nullable String email) {
    static GivenClient of(NamedPeople.GivenClient kept) {
      return new GivenClient(kept.name(), kept.email().orElse(null));
    }

    /** Hides who it is. */
    @Override
    public String toString() {
      return "GivenClient";
    }
  }

  /** The start of a booking as it was agreed on. */
  record LocalStart(String at, String timeZone) {
    static LocalStart of(io.marcado.domain.time.LocalStart agreed) {
      return new LocalStart(agreed.at().toString(), agreed.zone());
    }
  }

  /** The approved time that a booking keeps while a move waits. */
  record Approved(List<ResourceId> resourceIds, Instant start, Instant end) {
    static Approved of(ApprovedTime kept) {
      return new Approved(kept.resourceIds(), kept.start(), kept.end());
    }
  }

  /** A part of a visit. */
  record Part(
      ServiceId serviceId,
      String serviceName,
      List<ResourceId> resourceIds,
      Instant start,
      Instant end) {
    static Part of(BookingImage.Part kept) {
      return new Part(
          kept.serviceId(), kept.serviceName(), kept.resourceIds(), kept.start(), kept.end());
    }
  }

  /**
   * A booking with all that was written into it.
   *
   * @param visit the parts of a visit, in order; empty for every other booking
   */
  record Booking(
      BookingId bookingId,
      BookingStatus status,
      ServiceId serviceId,
      @Nullable String serviceName,
      List<ResourceId> resourceIds,
      List<String> resourceNames,
      Instant start,
      Instant end,
      @Nullable LocalStart localStart,
      @Nullable Approved approved,
      @Nullable Instant expiresAt,
      @Nullable Money price,
      BookingSource source,
      @Nullable String notes,
      Map<String, Object> customFields,
      @Nullable Attendee attendee,
      List<Attendee> attendees,
      @Nullable GivenClient givenClient,
      @Nullable String reason,
      List<Part> visit,
      long version,
      Instant createdAt,
      Instant updatedAt) {
    static Booking of(ClientBooking kept) {
      return new Booking(
          kept.booking().bookingId(),
          kept.booking().status(),
          kept.booking().serviceId(),
          kept.serviceName().orElse(null),
          kept.booking().resourceIds(),
          kept.resourceNames(),
          kept.booking().start(),
          kept.booking().end(),
          Optional.ofNullable(kept.booking().localStart()).map(LocalStart::of).orElse(null),
          Optional.ofNullable(kept.booking().approved()).map(Approved::of).orElse(null),
          kept.booking().expiresAt(),
          kept.booking().price(),
          kept.booking().source(),
          kept.notes().orElse(null),
          kept.customFields(),
          kept.named().attendee().map(Attendee::of).orElse(null),
          kept.attendees().stream().map(Attendee::of).toList(),
          kept.named().client().map(GivenClient::of).orElse(null),
          kept.reason().orElse(null),
          Stream.ofNullable(kept.booking().visit()).flatMap(List::stream).map(Part::of).toList(),
          kept.booking().version(),
          kept.booking().createdAt(),
          kept.booking().updatedAt());
    }

    /** Hides the texts. */
    @Override
    public String toString() {
      return "Booking " + bookingId;
    }
  }

  /** A security event of the account. */
  record SecurityEvent(
      String type, Instant at, boolean own, @Nullable String address, Map<String, String> facts) {
    static SecurityEvent of(SecurityHistory.Entry entry) {
      return new SecurityEvent(
          entry.type(), entry.at(), entry.own(), entry.address().orElse(null), entry.facts());
    }
  }

  /** Hides whose it is. */
  @Override
  public String toString() {
    return "Export";
  }
}
