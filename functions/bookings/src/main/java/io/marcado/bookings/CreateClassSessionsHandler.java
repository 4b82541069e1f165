package io.marcado.bookings;

import io.marcado.bookings.ledger.SessionSeats;
import io.marcado.bookings.lifecycle.ClassRefusal.Conflict;
import io.marcado.bookings.lifecycle.MinimumSeats;
import io.marcado.bookings.scheduling.ClassSessions;
import io.marcado.bookings.scheduling.SessionsRequest;
import io.marcado.bookings.scheduling.SessionsRequest.When;
import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.domain.Patch;
import io.marcado.domain.Permission;
import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.catalog.BookableService;
import io.marcado.domain.catalog.SessionMinimum;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Readers;
import jakarta.inject.Inject;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code POST /services/{serviceId}/sessions}: one session of a class, or those of a pattern. */
public final class CreateClassSessionsHandler
    extends TenantEndpoint<CreateClassSessionsHandler.Input, CreateClassSessionsHandler.MadeView> {
  static final int MOST_RESOURCES = 10;
  static final FieldReader<Integer> SEATS = Readers.integer(1, SessionSeats.MOST);
  static final FieldReader<Integer> MINUTES_BEFORE =
      Readers.integer(0, SessionMinimum.MOST_MINUTES_BEFORE);
  static final FieldReader<MinimumSeats.Below> BELOW = Readers.oneOf(MinimumSeats.Below.class);

  private static final FieldReader<String> TIME =
      Readers.matching(
          Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]"), "a time of day such as 18:00");

  private static final FieldReader<List<ResourceId>> RESOURCE_IDS =
      Readers.distinct(Readers.id(ResourceId::new), 1, MOST_RESOURCES);

  @Inject ClassSessions sessions;

  /**
   * A request.
   *
   * @param resourceIds those that could be read, whatever is wrong with the rest
   */
  record Input(SessionsRequest sessions, Supplier<List<ResourceId>> resourceIds) {}

  /** How times are treated at which people or rooms are taken. */
  enum OnConflict {
    FAIL,
    SKIP
  }

  /**
   * The sessions that were made, or would be.
   *
   * @param planned the times that are free
   * @param sessions those that are there now; none in a dry run
   */
  record MadeView(
      boolean dryRun,
      List<TimeView> planned,
      List<SessionView> sessions,
      List<ConflictView> conflicts) {
    static MadeView of(ClassSessions.Made made) {
      return new MadeView(
          made.dryRun(),
          made.planned().stream().map(time -> TimeView.of(time, made.timeline())).toList(),
          made.made().stream().map(one -> SessionView.of(one, made.timeline())).toList(),
          made.conflicts().stream().map(one -> ConflictView.of(one, made.timeline())).toList());
    }
  }

  /** When a session would be. */
  record TimeView(String start, String end) {
    static TimeView of(Interval time, LocalTimeline timeline) {
      return new TimeView(timeline.format(time.start()), timeline.format(time.end()));
    }
  }

  /** A session that cannot be, with the resources that others have then. */
  record ConflictView(String start, String end, List<ResourceId> resourceIds) {
    static ConflictView of(Conflict conflict, LocalTimeline timeline) {
      return new ConflictView(
          timeline.format(conflict.time().start()),
          timeline.format(conflict.time().end()),
          conflict.taken());
    }
  }

  @Override
  protected Access access() {
    return Access.may(Permission.BOOKINGS_WRITE);
  }

  @Override
  protected Input read(RequestReader request) {
    ServiceId serviceId = new ServiceId(request.path("serviceId"));
    Optional<String> key = request.idempotencyKey();
    SessionsRequest sessions = request.body(body -> read(serviceId, key, body));
    return new Input(
        sessions,
        request.readable(body -> body.optional("resourceIds", RESOURCE_IDS).orElse(List.of())));
  }

  @Override
  protected List<Fault> faults(Call call, Input input) {
    return sessions.unknown(call.tenant(), input.resourceIds().get());
  }

  private static SessionsRequest read(ServiceId serviceId, Optional<String> key, Fields body) {
    Optional<OffsetDateTime> start = body.optional("start", Readers.dateTime());
    Optional<When> pattern = body.optional("pattern", pattern());
    if (body.hasValue("start") == body.hasValue("pattern")) {
      body.fault(
          "/start",
          body.hasValue("start") ? FaultCode.CONFLICT : FaultCode.REQUIRED,
          body.hasValue("start") ? "must not stand beside pattern" : "is required without pattern");
    }
    return new SessionsRequest(
        serviceId,
        // One of them is there, unless there is a fault.
        pattern.orElseGet(
            () -> new When.Once(start.orElse(Instant.EPOCH.atOffset(ZoneOffset.UTC)))),
        body.optional(
            "durationMinutes",
            Readers.gridMinutes(
                BookableService.MINIMUM_DURATION, BookableService.LONGEST_WITHIN_A_DAY)),
        seats(body),
        minimum(body),
        body.optional("resourceIds", RESOURCE_IDS).orElse(List.of()),
        body.optional("onConflict", Readers.oneOf(OnConflict.class)).orElse(OnConflict.FAIL)
            == OnConflict.SKIP,
        body.optional("dryRun", Readers.bool()).orElse(false),
        key);
  }

  private static Patch<MinimumSeats> minimum(Fields body) {
    Patch<Integer> seats = body.patch("minimumSeats", SEATS);
    Optional<Integer> before = body.optional("minimumSeatsMinutesBefore", MINUTES_BEFORE);
    Optional<MinimumSeats.Below> below = body.optional("belowMinimumSeats", BELOW);
    if (seats.given().isEmpty() && (before.isPresent() || below.isPresent())) {
      body.fault(
          "/minimumSeats",
          FaultCode.REQUIRED,
          "is required beside minimumSeatsMinutesBefore and belowMinimumSeats");
    }
    return switch (seats) {
      case Patch.Keep<Integer> _ -> new Patch.Keep<>();
      case Patch.Clear<Integer> _ -> new Patch.Clear<>();
      case Patch.Set<Integer>(Integer least) ->
          new Patch.Set<>(
              new MinimumSeats(
                  least,
                  before.orElse(SessionMinimum.USUAL_MINUTES_BEFORE),
                  below.orElse(MinimumSeats.Below.ASK_STAFF),
                  MinimumSeats.State.OPEN));
    };
  }

  private static int seats(Fields body) {
    @Nullable Integer seats = body.required("seats", SEATS);
    return seats == null ? 1 : seats;
  }

  private static FieldReader<When> pattern() {
    return Readers.object(
        fields -> {
          @Nullable List<DayOfWeek> days =
              fields.required("days", Readers.distinct(Readers.oneOf(DayOfWeek.class), 1, 7));
          @Nullable String time = fields.required("time", TIME);
          @Nullable LocalDate from = fields.required("from", Readers.date());
          Optional<LocalDate> until = fields.optional("until", Readers.date());
          Optional<Integer> count =
              fields.optional("count", Readers.integer(1, SessionsRequest.MOST));
          if (fields.hasValue("until") == fields.hasValue("count")) {
            fields.fault(
                "/until",
                fields.hasValue("until") ? FaultCode.CONFLICT : FaultCode.REQUIRED,
                "must stand without count, or count without until");
          } else if (from != null && until.filter(from::isAfter).isPresent()) {
            fields.fault("/until", FaultCode.CONFLICT, "must not be before from");
          }
          return days == null || time == null || from == null || !fields.sound()
              ? null
              : new When.Weekly(Set.copyOf(days), LocalTime.parse(time), from, until, count);
        });
  }

  @Override
  protected Answer<MadeView> answer(Call call, Input input) {
    MadeView made =
        MadeView.of(
            ClassProblems.orThrow(sessions.create(call.actor(), input.sessions(), call.now())));
    return made.dryRun() ? Answer.ok(made) : Answer.created(made);
  }
}
