package io.marcado.bookings;

import io.marcado.bookings.lifecycle.ClassPlace;
import io.marcado.bookings.published.Attendee;
import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.bookings.scheduling.AskedPart;
import io.marcado.bookings.scheduling.Mentioned;
import io.marcado.bookings.scheduling.SlotRequest;
import io.marcado.bookings.scheduling.Whom;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.FaultCode;
import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.catalog.BookableService;
import io.marcado.identity.published.ClientRecords.ClientDraft;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Readers;
import io.marcado.platform.tenant.LocaleReader;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Fields that several requests about bookings share. */
final class BookingFields {
  /** Longest note and reason, in characters. */
  static final int LONGEST_NOTE = 2000;

  /** Longest note about an attendee, in characters. */
  static final int LONGEST_ATTENDEE_NOTE = 500;

  static final int MOST_CUSTOM_FIELDS = 50;

  /** Most seats of one booking. */
  static final int MOST_SEATS = 20;

  private static final FieldReader<Integer> DURATION =
      Readers.gridMinutes(BookableService.MINIMUM_DURATION, BookableService.MAXIMUM_DURATION);

  private static final FieldReader<Integer> DURATION_OF_SERIES =
      Readers.gridMinutes(BookableService.MINIMUM_DURATION, BookableService.LONGEST_WITHIN_A_DAY);

  private BookingFields() {}

  /** The booking's own fields. */
  static Map<String, Object> customFields(Fields body) {
    return body.optional("customFields", Readers.attributes(MOST_CUSTOM_FIELDS)).orElse(Map.of());
  }

  /** How long it shall last. */
  static FieldReader<Integer> duration() {
    return DURATION;
  }

  /** How long each of a series shall last. */
  static FieldReader<Integer> durationOfSeries() {
    return DURATION_OF_SERIES;
  }

  /** Which time is asked for, in a request that names neither a hold nor a session. */
  static SlotRequest slotUnlessHeld(Fields body) {
    return slot(body, "holdId and sessionId", "visit, holdId and sessionId");
  }

  /** The same in a request that cannot name a hold. */
  static SlotRequest slotUnlessSession(Fields body) {
    return slot(body, "sessionId", "visit and sessionId");
  }

  private static SlotRequest slot(Fields body, String withoutStart, String withoutService) {
    SlotRequest slot = slot(body, Wanted.read(body), "is required without " + withoutService);
    if (!body.hasValue("start")) {
      body.fault("/start", FaultCode.REQUIRED, "is required without " + withoutStart);
    }
    return slot;
  }

  @SuppressWarnings("NullAway") // null only together with a fault, as everywhere in a body
  private static SlotRequest slot(Fields body, Wanted wanted, String withoutService) {
    if (body.hasValue("visit")) {
      refuseBeside(body, "visit", List.of("serviceId", "resourceId", "durationMinutes"));
      if (wanted.visit().isPresent()) {
        return SlotRequest.of(wanted.visit().get(), wanted.start().orElse(null));
      }
    } else if (!body.hasValue("serviceId")) {
      body.fault("/serviceId", FaultCode.REQUIRED, withoutService);
    }
    return new SlotRequest(
        wanted.serviceId().orElse(null),
        wanted.resourceId(),
        wanted.start().orElse(null),
        wanted.durationMinutes());
  }

  private static void refuseBeside(Fields body, String source, List<String> names) {
    for (String name : names) {
      if (body.hasValue(name)) {
        body.fault("/" + name, FaultCode.CONFLICT, "must not stand beside " + source);
      }
    }
  }

  /** A request that names a hold or a session has its time from there. */
  static void slotBeside(Fields body, String source) {
    Wanted _ = Wanted.read(body);
    refuseBeside(
        body, source, List.of("serviceId", "resourceId", "start", "durationMinutes", "visit"));
  }

  /**
   * The seats of a session that are asked for; empty without one.
   *
   * @return a fault of the body goes with an empty or a wrong place
   */
  static Optional<ClassPlace> place(Fields body) {
    return place(body, attendees(body), List.of("seats", "attendees"));
  }

  /** The same for seats that are only held: who sits there is said when they are booked. */
  static Optional<ClassPlace> heldPlace(Fields body) {
    return place(body, Optional.empty(), List.of("seats"));
  }

  /** Who sits on the seats of a hold. Session and seats are known from there. */
  static List<Attendee> attendeesOfHold(Fields body) {
    Optional<ClassSessionId> _ = sessionId(body);
    Optional<Integer> _ = seats(body);
    refuseBeside(body, "holdId", List.of("sessionId", "seats"));
    return attendees(body).orElse(List.of());
  }

  private static Optional<ClassPlace> place(
      Fields body, Optional<List<Attendee>> attendees, List<String> ofSeats) {
    Optional<ClassSessionId> sessionId = sessionId(body);
    Optional<Integer> seats = seats(body);
    if (!body.hasValue("sessionId")) {
      for (String name : ofSeats) {
        if (body.hasValue(name)) {
          body.fault("/" + name, FaultCode.CONFLICT, "stands beside sessionId only");
        }
      }
    }
    int named = attendees.map(List::size).orElse(0);
    if (seats.isPresent() && named > seats.get()) {
      body.fault("/attendees", FaultCode.TOO_LONG, "must not be more than seats");
    }
    return sessionId.map(
        id -> ClassPlace.of(id, seats.orElse(Math.max(1, named)), attendees.orElse(List.of())));
  }

  private static Optional<ClassSessionId> sessionId(Fields body) {
    return body.optional("sessionId", Readers.id(ClassSessionId::new));
  }

  private static Optional<Integer> seats(Fields body) {
    return body.optional("seats", Readers.integer(1, MOST_SEATS));
  }

  private static Optional<List<Attendee>> attendees(Fields body) {
    return body.optional("attendees", Readers.list(attendee(), 1, MOST_SEATS));
  }

  /** What a request to book mentions, as far as it can be read. */
  static Mentioned mentioned(Fields body) {
    Optional<Mentioned.Time> time =
        body.hasValue("holdId") || body.hasValue("sessionId")
            ? Optional.empty()
            : Optional.of(
                new Mentioned.Time(
                    body.optional("serviceId", Readers.id(ServiceId::new))
                        .filter(_ -> !body.hasValue("visit")),
                    body.optional("resourceId", Readers.id(ResourceId::new)),
                    body.optional("start", Readers.dateTime()),
                    body.optional("durationMinutes", DURATION),
                    body.optional("visit", VisitFields.asRead()).orElse(List.of())));
    return new Mentioned(
        time,
        sessionId(body).filter(_ -> !body.hasValue("holdId")),
        Optional.of(
            new Mentioned.Who(
                body.nullable("clientId", Readers.id(PersonId::new)),
                body.hasValue("client"),
                body.optional("client", (value, _, faults) -> value)
                    .filter(client -> client.path("phone").isTextual())
                    .flatMap(client -> PhoneNumber.parse(client.path("phone").textValue())))),
        ignoredRules(body));
  }

  /** The same of a request to hold, which names nobody. */
  static Mentioned mentionedByHold(Fields body) {
    return mentioned(body).ofNobody();
  }

  /** The same of a request of a visitor, who names a client by phone and sets nothing aside. */
  static Mentioned mentionedPublicly(Fields body) {
    return mentioned(body).byPhoneOnly();
  }

  /** The same of a request for a series. A plan may name nobody. */
  static Mentioned mentionedBySeries(Fields body) {
    Mentioned all = mentioned(body);
    boolean names = body.hasValue("clientId") || body.hasValue("client");
    return names || !body.optional("dryRun", Readers.bool()).orElse(false) ? all : all.ofNobody();
  }

  private record Wanted(
      Optional<ServiceId> serviceId,
      Optional<ResourceId> resourceId,
      Optional<OffsetDateTime> start,
      Optional<Integer> durationMinutes,
      Optional<List<AskedPart>> visit) {
    static Wanted read(Fields body) {
      return read(body, body.optional("start", Readers.dateTime()));
    }

    static Wanted read(Fields body, Optional<OffsetDateTime> start) {
      return new Wanted(
          body.optional("serviceId", Readers.id(ServiceId::new)),
          body.optional("resourceId", Readers.id(ResourceId::new)),
          start,
          body.optional("durationMinutes", DURATION),
          body.optional("visit", VisitFields.visit()));
    }
  }

  static FieldReader<String> note() {
    return Readers.text(0, LONGEST_NOTE);
  }

  /** A client, by phone. */
  static FieldReader<Whom.Named> client() {
    return Readers.object(
        fields ->
            // It is null together with a fault of its own.
            named(fields, Optional.ofNullable(fields.required("phone", Readers.phone()))));
  }

  /** A client by phone, or somebody of whom there is only a name. */
  static FieldReader<Whom.Named> clientOrWalkIn() {
    return Readers.object(
        fields -> {
          if (!fields.hasValue("phone")
              && (fields.hasValue("email") || fields.hasValue("locale"))) {
            fields.fault("/phone", FaultCode.REQUIRED, "is required beside email and locale");
          }
          return named(fields, fields.nullable("phone", Readers.phone()));
        });
  }

  private static Whom.Named named(Fields fields, Optional<PhoneNumber> phone) {
    String name = fields.required("name", Readers.name(100));
    Optional<String> email = fields.nullable("email", Readers.email());
    Optional<Locale> locale = fields.nullable("locale", LocaleReader.locale());
    return phone
        .<Whom.Named>map(number -> new Whom.ByPhone(new ClientDraft(name, number, email, locale)))
        .orElseGet(() -> new Whom.WalkIn(name));
  }

  /** Who comes. */
  static FieldReader<Attendee> attendee() {
    return Readers.object(
        fields ->
            new Attendee(
                fields.required("name", Readers.name(100)),
                fields.nullable("notes", Readers.text(0, LONGEST_ATTENDEE_NOTE))));
  }

  static Set<SchedulingRule> ignoredRules(Fields body) {
    List<SchedulingRule> rules =
        body.optional(
                "ignoreRules",
                Readers.distinct(
                    Readers.choice(SchedulingRule.class, SchedulingRule::ignoreName),
                    SchedulingRule.values().length))
            .orElse(List.of());
    return Set.copyOf(rules);
  }
}
