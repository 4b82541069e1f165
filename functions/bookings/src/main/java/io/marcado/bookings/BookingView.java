package io.marcado.bookings;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.marcado.bookings.lifecycle.ApprovalRequest.ApprovedTime;
import io.marcado.bookings.lifecycle.BookedNames;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.ClassPlace;
import io.marcado.bookings.lifecycle.HoldTerms;
import io.marcado.bookings.published.Attendee;
import io.marcado.bookings.published.BookingSource;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.published.NamedPeople;
import io.marcado.bookings.published.NamedPeople.GivenClient;
import io.marcado.bookings.scheduling.Booked;
import io.marcado.bookings.scheduling.BookingQueries;
import io.marcado.bookings.scheduling.BookingRights;
import io.marcado.domain.Actor;
import io.marcado.domain.BookingId;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.ManageToken;
import io.marcado.domain.Money;
import io.marcado.domain.Permission;
import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.SeriesId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.identity.published.ShownPerson;
import io.marcado.identity.published.Visibility;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A booking in an answer.
 *
 * @param kind always {@link Kind#BOOKING}
 * @param serviceName as of the time of booking; null if that was not kept
 * @param resourceNames likewise, in the order of {@code resourceIds}; empty if that was not kept
 * @param clientId null for somebody who walked in
 * @param start ISO 8601, with the offset of the business's zone
 * @param end exclusive, likewise
 * @param previousPrice what it cost before the request that changed this; null in other answers
 * @param priceDifference what it costs more than before that request, in the currency of its price;
 *     null where one of the two is not stated
 * @param canCancel whether the caller may cancel it now
 * @param expiresAt when a PENDING booking lapses, in UTC; null for others
 * @param approved the approved time that a moved booking keeps while it waits; null for none
 * @param attendee who comes: as it was said, else the client as the booking named it; null for a
 *     client who booked for itself, or was named by id
 * @param internalNotes for staff only
 * @param priceReason likewise
 * @param seriesId of the series that it is of; null for one alone
 * @param sessionId of the class whose seats it has; null for an appointment, as the next two
 * @param attendees who sits on the seats, as far as it was said
 * @param visit the parts of a visit; null for every other booking
 * @param confirmedAt when its client confirmed to come, in UTC; null while that is not so
 * @param client for staff only
 * @param notice in the answer to the request that made the booking, or that staff changed it by
 * @param manageToken for the visitor who has just made it, and for nobody else
 */
public record BookingView(
    Kind kind,
    BookingId bookingId,
    BookingStatus status,
    ServiceId serviceId,
    @Nullable String serviceName,
    List<ResourceId> resourceIds,
    List<String> resourceNames,
    @Nullable PersonId clientId,
    String start,
    String end,
    @Nullable Money price,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Money previousPrice,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String priceDifference,
    boolean canCancel,
    @Nullable String expiresAt,
    @Nullable Approved approved,
    long version,
    @Nullable String notes,
    @Nullable AttendeeView attendee,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SeriesId seriesId,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ClassSessionId sessionId,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer seats,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<AttendeeView> attendees,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<VisitPartView> visit,
    Map<String, Object> customFields,
    BookingSource source,
    @Nullable String reason,
    String createdAt,
    String updatedAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String confirmedAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String internalNotes,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String priceReason,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Client client,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Notice notice,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String manageToken) {

  /** What the caller who books, or changes a booking, should know. */
  enum Notice {
    /** No message can go to the phone: tell the client yourself. */
    UNREACHABLE
  }

  /** Tells a booking from a busy time in a calendar. */
  enum Kind {
    BOOKING,
    BUSY
  }

  /**
   * The approved time of a booking whose move waits for approval.
   *
   * @param serviceId null unless the move asks for another service
   */
  record Approved(
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ServiceId serviceId,
      List<ResourceId> resourceIds,
      String start,
      String end) {
    static Approved of(ApprovedTime kept, ServiceId present, LocalTimeline timeline) {
      return new Approved(
          kept.serviceId().equals(present) ? null : kept.serviceId(),
          kept.resourceIds(),
          timeline.format(kept.time().start()),
          timeline.format(kept.time().end()));
    }
  }

  /**
   * The client of a booking, as the caller may see it.
   *
   * @param userId null for somebody who walked in, of whom there is a name at most
   * @param name null, as everything but the id, where the caller may not see it, and once the
   *     client is erased
   * @param phoneVerified false while nobody has proved the phone: name and e-mail are what the
   *     first booking said
   * @param given name and e-mail as this booking said them; null if it named no client by phone
   */
  record Client(
      @Nullable PersonId userId,
      @Nullable String name,
      @Nullable String phone,
      @Nullable Boolean phoneVerified,
      @Nullable String email,
      @Nullable Boolean emailVerified,
      @Nullable Given given,
      boolean erased) {
    private static Client of(ShownPerson person, NamedPeople named) {
      return new Client(
          person.id(),
          person.name().orElse(null),
          person.phone().map(PhoneNumber::e164).orElse(null),
          person.phoneVerified().orElse(null),
          person.email().orElse(null),
          person.emailVerified().orElse(null),
          named.client().flatMap(client -> Given.of(client, person.seen())).orElse(null),
          false);
    }

    /**
     * The client of a booking.
     *
     * @param people whom the caller may see, by id
     */
    static Client of(Booking booking, Map<PersonId, ShownPerson> people) {
      return booking
          .clientId()
          .map(people::get)
          .map(shown -> of(shown, booking.named()))
          .orElseGet(() -> unknown(booking));
    }

    /** Without a record: an erased client, of whom only the id is left, or who walked in. */
    private static Client unknown(Booking booking) {
      Optional<GivenClient> walkIn =
          booking.named().client().filter(_ -> booking.clientId().isEmpty());
      return new Client(
          booking.clientId().orElse(null),
          walkIn.map(GivenClient::name).orElse(null),
          null,
          null,
          null,
          null,
          walkIn.map(client -> new Given(client.name(), null)).orElse(null),
          walkIn.isEmpty());
    }

    @Override
    public String toString() {
      return "Client " + userId;
    }
  }

  /** A client as a booking named it. */
  record Given(String name, @Nullable String email) {
    static Optional<Given> of(GivenClient client, Visibility seen) {
      return switch (seen) {
        case NOTHING -> Optional.empty();
        case NAME -> Optional.of(new Given(client.name(), null));
        case CONTACTS -> Optional.of(new Given(client.name(), client.email().orElse(null)));
      };
    }

    @Override
    public String toString() {
      return "Given";
    }
  }

  /** Who comes. */
  record AttendeeView(String name, @Nullable String notes) {
    static AttendeeView of(Attendee attendee) {
      return new AttendeeView(attendee.name(), attendee.notes().orElse(null));
    }

    @Override
    public String toString() {
      return "AttendeeView";
    }
  }

  /**
   * What stands beside a booking in some answers.
   *
   * @param client for staff
   * @param notice for who has just made it
   * @param manageToken for the visitor who has just made it
   * @param previousPrice for who has just changed what it costs
   */
  private record Beside(
      @Nullable Client client,
      @Nullable Notice notice,
      @Nullable String manageToken,
      @Nullable Money previousPrice) {
    static Beside of(
        Booking booking,
        Optional<Map<PersonId, ShownPerson>> clients,
        @Nullable Notice notice,
        @Nullable String manageToken,
        @Nullable Money previousPrice) {
      return new Beside(
          clients.map(people -> Client.of(booking, people)).orElse(null),
          notice,
          manageToken,
          previousPrice);
    }

    /** Hides the token. */
    @Override
    public String toString() {
      return "Beside";
    }
  }

  /**
   * One of the bookings that the caller reads; with its client, if the caller may see clients.
   *
   * @param timeline local time of the answer
   */
  static BookingView of(
      Booking booking, BookingQueries.Bookings found, Call call, LocalTimeline timeline) {
    return of(
        booking,
        found.settings(),
        call.actor(),
        call.now(),
        timeline,
        Beside.of(booking, found.clients(), null, null, null));
  }

  private static BookingView of(
      Booking booking,
      OrganizationSettings settings,
      Actor caller,
      Instant now,
      LocalTimeline timeline,
      Beside beside) {
    // A key that may not read bookings has no use for what people wrote into them.
    boolean texts = !(caller instanceof Actor.ApiKey) || caller.may(Permission.BOOKINGS_READ);
    boolean team = caller.may(Permission.BOOKINGS_READ);
    return new BookingView(
        Kind.BOOKING,
        booking.id(),
        booking.status(),
        booking.serviceId(),
        booking.names().map(BookedNames::service).orElse(null),
        booking.resourceIds(),
        booking.names().map(BookedNames::resources).orElse(List.of()),
        booking.clientId().orElse(null),
        timeline.format(booking.time().start()),
        timeline.format(booking.time().end()),
        booking.price().orElse(null),
        beside.previousPrice(),
        difference(beside.previousPrice(), booking.price()),
        BookingRights.mayCancel(caller, booking, settings, now),
        booking.status() == BookingStatus.PENDING ? booking.expiresAt().toString() : null,
        booking
            .approved()
            .map(kept -> Approved.of(kept, booking.serviceId(), timeline))
            .orElse(null),
        booking.version(),
        booking.notes().filter(_ -> texts).orElse(null),
        comes(booking, beside.client(), caller)
            .filter(_ -> texts)
            .map(AttendeeView::of)
            .orElse(null),
        booking.series().map(HoldTerms.OfSeries::id).orElse(null),
        booking.classPlace().map(ClassPlace::sessionId).orElse(null),
        booking.classPlace().map(place -> place.seats().size()).orElse(null),
        booking
            .classPlace()
            .map(place -> texts ? place.attendees() : List.<Attendee>of())
            .map(all -> all.stream().map(AttendeeView::of).toList())
            .orElse(null),
        VisitPartView.of(booking, timeline),
        texts ? booking.customFields() : Map.of(),
        booking.source(),
        booking.reason().filter(_ -> texts).orElse(null),
        booking.createdAt().toString(),
        booking.updatedAt().toString(),
        booking.confirmedAt().map(Instant::toString).orElse(null),
        booking.staffNotes().notes().filter(_ -> team).orElse(null),
        booking.staffNotes().priceReason().filter(_ -> team).orElse(null),
        beside.client(),
        beside.notice(),
        beside.manageToken());
  }

  private static @Nullable String difference(@Nullable Money before, Optional<Money> after) {
    return after
        .filter(now -> before != null && before.currency().equals(now.currency()))
        .map(now -> now.amount().subtract(requireNonNull(before).amount()).toPlainString())
        .orElse(null);
  }

  /**
   * Who comes. The client as it was named is not for a caller who may not see the client's name.
   * Where the client is not read, that may be any API key.
   */
  private static Optional<Attendee> comes(Booking booking, @Nullable Client client, Actor caller) {
    boolean unseen =
        client == null
            ? caller instanceof Actor.ApiKey && booking.clientId().isPresent()
            : client.name() == null;
    return unseen ? booking.named().attendee() : booking.named().comes();
  }

  /** Hides the token. */
  @Override
  public String toString() {
    return "BookingView of " + bookingId;
  }

  /** 201 with a new booking, or with the booking of an earlier request with the same key. */
  static Answer<BookingView> created(Result<Booked, BookingRefusal> result, Call call) {
    Booked booked = BookingProblems.orThrow(result);
    return Answer.created(made(booked, call))
        .version(booked.booking().version())
        .replayed(booked.replayed());
  }

  /** A visitor sees it as a guest does, since that is how the visitor goes on. */
  private static BookingView made(Booked booked, Call call) {
    Optional<ManageToken> token = booked.manageToken();
    return of(
        booked.booking(),
        booked.settings(),
        token
            .<Actor>map(told -> new Actor.Guest(call.tenant(), told, call.sourceAddress()))
            .orElse(call.actor()),
        call.now(),
        booked.settings().timeline(),
        Beside.of(
            booked.booking(),
            booked.clients(),
            notice(booked),
            token.map(ManageToken::text).orElse(null),
            null));
  }

  private static @Nullable Notice notice(Booked booked) {
    return booked.reachable() ? null : Notice.UNREACHABLE;
  }

  /** 200 with a booking and its version. */
  static Answer<BookingView> ok(Result<Booked, BookingRefusal> result, Call call) {
    Booked booked = BookingProblems.orThrow(result);
    BookingView view =
        of(
            booked.booking(),
            booked.settings(),
            call.actor(),
            call.now(),
            booked.settings().timeline(),
            Beside.of(
                booked.booking(),
                booked.clients(),
                notice(booked),
                null,
                booked.previousPrice().orElse(null)));
    return Answer.ok(view).version(booked.booking().version());
  }
}
