package io.marcado.bookings;

import io.marcado.bookings.availability.Slot;
import io.marcado.bookings.availability.VisitSlot;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingFault;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.BookingRefusal.Withdrawn;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.rules.BrokenRule;
import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.bookings.rules.VisitNeeds;
import io.marcado.bookings.scheduling.AvailabilityRefusal;
import io.marcado.bookings.scheduling.BusyTimes;
import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.domain.Result;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.identity.published.PhoneProofs;
import io.marcado.identity.published.PublishedProblems;
import io.marcado.platform.http.CommonProblem;
import io.marcado.platform.http.Problem;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Maps each refusal about bookings to a problem; {@link ClassProblems} does so for sessions. */
final class BookingProblems {
  private BookingProblems() {}

  /**
   * The result, if there is one.
   *
   * @throws Problem the problem of the refusal
   */
  static <T> T orThrow(Result<T, BookingRefusal> result) {
    return result.orElseThrow(BookingProblems::of);
  }

  /**
   * The free times, if there is an answer.
   *
   * @throws Problem the problem of the refusal
   */
  static <T> T timesOrThrow(Result<T, AvailabilityRefusal> result) {
    return result.orElseThrow(BookingProblems::of);
  }

  /** 400 for dates with too much in them for one answer. */
  static Problem tooMuch() {
    return Problem.invalid(
        Fault.query(
            "to", FaultCode.TOO_LONG, "takes in too much for one answer: narrow the dates"));
  }

  static Problem tooManyResources() {
    return Problem.invalid(
        Fault.query(
            "resourceId",
            FaultCode.REQUIRED,
            "is needed where there are more than %d resources"
                .formatted(BusyTimes.MOST_RESOURCES)));
  }

  /** The stable code of the problem that names a refusal. */
  static String code(BookingRefusal refusal) {
    return of(refusal).code().kind().code();
  }

  static Problem of(BookingRefusal refusal) {
    return switch (refusal) {
      case BookingRefusal.Faulty(List<BookingFault> faults) -> faulty(faults);
      case BookingRefusal.SlotTaken(List<Slot> alternatives, LocalTimeline timeline) ->
          taken(alternatives.stream().map(slot -> SlotView.of(slot, timeline)).toList());
      case BookingRefusal.VisitTaken(List<VisitSlot> alternatives, LocalTimeline timeline) ->
          taken(alternatives.stream().map(slot -> VisitSlotView.of(slot, timeline)).toList());
      case BookingRefusal.SessionFull full -> full(full);
      case BookingRefusal.SessionCancelled _ ->
          new Problem(
              BookingProblem.SESSION_CANCELLED, "The business has cancelled it; take another one.");
      case BookingRefusal.WrongStatus(BookingStatus present, List<BookingStatus> needed) ->
          new Problem(BookingProblem.WRONG_STATUS, wrongStatus(present, needed));
      case BookingRefusal.CorrectionClosed(BookingStatus present) ->
          new Problem(
              BookingProblem.WRONG_STATUS,
              "The booking has been %s for more than %d days; that cannot be corrected any more."
                  .formatted(inWords(present), Booking.CORRECTABLE.toDays()));
      case BookingRefusal.NotStarted _ ->
          new Problem(
              BookingProblem.WRONG_STATUS, "That can be said only once the booking has started.");
      case BookingRefusal.CancellationWindowPassed passed ->
          new Problem(
              BookingProblem.CANCELLATION_WINDOW_PASSED,
              "Clients could %s it until %s; ask the business."
                  .formatted(
                      switch (passed.act()) {
                        case CANCEL -> "cancel";
                        case MOVE -> "move";
                      },
                      passed.timeline().format(passed.deadline())));
      case BookingRefusal.NoLongerOffered(Withdrawn what) ->
          new Problem(
              BookingProblem.NO_LONGER_OFFERED,
              switch (what) {
                case SERVICE -> "The business does not offer this service any more; ask it.";
                case RESOURCE ->
                    "The booking's resource takes no bookings any more; name another one, or ask"
                        + " the business.";
              });
      case BookingRefusal.NotFound _ -> Problem.notFound("booking");
      case BookingRefusal.Stale(long version) -> Problem.stale(version);
      case BookingRefusal.KeyReused _ -> Problem.keyReused();
      case BookingRefusal.TooOften(Duration retryAfter) -> Problem.tooManyRequests(retryAfter);
      case BookingRefusal.TooManyAhead(int most) ->
          new Problem(
              BookingProblem.TOO_MANY_AHEAD,
              "A client may have %d bookings ahead; cancel one, or ask the business."
                  .formatted(most));
      case BookingRefusal.Overlaps _ ->
          new Problem(
              BookingProblem.OVERLAPPING_BOOKING,
              "You have another booking at this time; ask the business for a second one.");
      case BookingRefusal.Over _ ->
          new Problem(
              BookingProblem.WRONG_STATUS,
              "The booking is over. Mark it as completed or as a no-show, which can be corrected.");
      case BookingRefusal.NotTaken(boolean unproved) ->
          new Problem(
              BookingProblem.NOT_TAKEN,
              unproved
                  ? "Ask the business for this booking. With a code to the phone, as phoneProof,"
                      + " the answer may say more."
                  : "Ask the business for this booking.");
      case BookingRefusal.CodeRequired _ ->
          new Problem(
              BookingProblem.CODE_REQUIRED,
              "Ask for a code to the client's phone with POST /public/bookings/codes, and send the"
                  + " answer as phoneProof.");
      case BookingRefusal.NotProved(PhoneProofs.Refusal why) -> PublishedProblems.of(why);
      case BookingRefusal.NoPerson _ ->
          new Problem(
              CommonProblem.FORBIDDEN, "This is for people who are signed in, not for API keys.");
      case BookingRefusal.NoHold _ -> Problem.notFound("hold");
      case BookingRefusal.HoldExpired(boolean priceChanged) ->
          new Problem(
              BookingProblem.HOLD_EXPIRED,
              priceChanged
                  ? "The time is held no longer, and the price has changed; look at it, and hold it"
                      + " or book it anew."
                  : "The time is held no longer. Hold it again, or book it with ifStillFree.");
      case BookingRefusal.HoldExtended _ ->
          new Problem(
              BookingProblem.WRONG_STATUS, "The hold has been extended, which it can be once.");
      case BookingRefusal.Busy _ -> Problem.unavailable();
    };
  }

  private static Problem of(AvailabilityRefusal refusal) {
    return switch (refusal) {
      case AvailabilityRefusal.NotMovable(BookingRefusal why) -> of(why);
      case AvailabilityRefusal.NoSuchTime(LocalTimeline.Gap gap) ->
          Problem.invalid(Fault.query("start", FaultCode.OUT_OF_RANGE, gap.detail()));
      case AvailabilityRefusal.DurationNotAllowed(String allowed) ->
          Problem.invalid(
              BookingProblem.DURATION_NOT_ALLOWED,
              "This service takes " + allowed + ".",
              List.of(
                  Fault.query(
                      "durationMinutes",
                      FaultCode.OUT_OF_RANGE,
                      "is none of its durations: " + allowed)));
      case AvailabilityRefusal.Plain plain -> of(plain);
    };
  }

  private static Problem of(AvailabilityRefusal.Plain refusal) {
    return switch (refusal) {
      case NO_RESOURCE -> Problem.notFound("resource");
      case NO_SERVICE -> Problem.notFound("service");
      case NO_SERVICE_OF_RESOURCE ->
          Problem.invalid(
              Fault.query(
                  "serviceId", FaultCode.UNKNOWN_REFERENCE, "is no service that can be booked"));
      case NOT_DONE_BY_RESOURCE ->
          Problem.invalid(
              Fault.query("serviceId", FaultCode.CONFLICT, "is not done by this resource"));
      case UNSUITABLE_RESOURCE ->
          Problem.invalid(
              Fault.query(
                  "resourceId", FaultCode.CONFLICT, "is no resource that does this service"));
      case NO_BOOKING ->
          Problem.invalid(
              Fault.query(
                  "bookingId", FaultCode.UNKNOWN_REFERENCE, "is no booking that you may move"));
      case BOOKING_IS_VISIT ->
          Problem.invalid(
              Fault.query(
                  "bookingId",
                  FaultCode.CONFLICT,
                  "is a visit: ask POST /availability/visits with its bookingId"));
      case BOOKING_OF_OTHER_SERVICE ->
          Problem.invalid(
              Fault.query("bookingId", FaultCode.CONFLICT, "is a booking of another service"));
      case NO_CLIENT ->
          Problem.invalid(
              Fault.query("clientId", FaultCode.UNKNOWN_REFERENCE, "is no client of the business"));
      case CLIENT_OF_STAFF ->
          Problem.invalid(
              Fault.query(
                  "clientId", FaultCode.NOT_ALLOWED, "is for staff; clients ask for themselves"));
    };
  }

  /** It has the code of the first broken rule if only the time is wrong, and lists all faults. */
  private static Problem faulty(List<BookingFault> faults) {
    List<Fault> all = all(faults);
    if (!faults.stream().allMatch(BookingFault::isOfTheTime)) {
      return Problem.invalid(all);
    }
    return faults.getFirst() instanceof BookingFault.Broken(BrokenRule first)
        ? Problem.invalid(
            BookingProblem.of(first.rule()),
            "This time cannot be booked: " + first.detail() + ".",
            all)
        : Problem.invalid(BookingProblem.TOO_SOON, "Nobody can book the past.", all);
  }

  /**
   * The faults as they stand in an answer, if anybody looked.
   *
   * @throws Problem why nobody did
   */
  static List<Fault> all(Result<List<BookingFault>, BookingRefusal> faults) {
    return all(orThrow(faults));
  }

  /** The faults as they stand in an answer. */
  static List<Fault> all(List<BookingFault> faults) {
    return faults.stream().map(BookingProblems::of).toList();
  }

  private static Fault of(BookingFault fault) {
    return switch (fault) {
      case BookingFault.Broken(BrokenRule rule) ->
          new Fault(rule.pointer(), code(rule.rule()), rule.detail());
      case BookingFault.OfPart(int index, BookingFault.Plain plain) -> {
        Fault one = of(plain);
        yield new Fault("/visit/" + index + one.pointer(), one.code(), one.detail());
      }
      case BookingFault.FixedInVisit(String pointer) ->
          new Fault(
              pointer,
              FaultCode.CONFLICT,
              "cannot change of a visit as a whole: send visit with its parts, or start");
      case BookingFault.NoSuchTime(LocalTimeline.Gap gap) ->
          new Fault("/start", FaultCode.OUT_OF_RANGE, gap.detail());
      case BookingFault.ForeignPhone(String pointer, List<String> taken) ->
          new Fault(
              pointer,
              FaultCode.NOT_ONE_OF,
              "is of a country that this business takes no phones of; it takes those of "
                  + String.join(", ", taken));
      case BookingFault.OfClass(String pointer) ->
          new Fault(pointer, FaultCode.CONFLICT, "is for bookings of a class; this is none");
      case BookingFault.UnsuitablePart(int index) ->
          index < 0
              ? new Fault(
                  "/resourceIds",
                  FaultCode.CONFLICT,
                  "must be the main resource and one more for each group of the service, all"
                      + " different")
              : new Fault(
                  "/resourceIds/" + index,
                  FaultCode.UNKNOWN_REFERENCE,
                  "is no resource that can have this part");
      case BookingFault.ForStaff(String pointer) ->
          new Fault(pointer, FaultCode.NOT_ALLOWED, "is for staff");
      case BookingFault.OtherCurrency(String currency) ->
          new Fault(
              "/price/currency",
              FaultCode.CONFLICT,
              "must be the currency of the settings, " + currency);
      case BookingFault.Plain plain -> of(plain);
    };
  }

  private static FaultCode code(SchedulingRule rule) {
    return switch (rule) {
      case NOTICE, HORIZON, INTERVAL, DURATION -> FaultCode.OUT_OF_RANGE;
      case OPENING_HOURS -> FaultCode.CONFLICT;
    };
  }

  private static Fault of(BookingFault.Plain fault) {
    return switch (fault) {
      case UNKNOWN_SERVICE ->
          new Fault("/serviceId", FaultCode.UNKNOWN_REFERENCE, "is no service that can be booked");
      case CLASS_WITHOUT_SESSION ->
          new Fault(
              "/sessionId", FaultCode.REQUIRED, "is required in place of a start: this is a class");
      case CLASS_FOR_APPOINTMENT ->
          new Fault(
              "/serviceId",
              FaultCode.CONFLICT,
              "is a class: cancel this booking, and book seats of a session");
      case HOLD_WITHOUT_SEATS ->
          new Fault("/attendees", FaultCode.CONFLICT, "stands for seats of a session only");
      case CLASS_IN_VISIT ->
          new Fault(
              "/serviceId",
              FaultCode.CONFLICT,
              "is a class, whose sessions are booked on their own");
      case UNSTAFFED_VISIT ->
          new Fault(
              "/visit", FaultCode.CONFLICT, "needs more resources at the same time than there are");
      case VISIT_TOO_LONG ->
          new Fault(
              "/visit",
              FaultCode.TOO_LONG,
              "takes more than %d minutes".formatted(VisitNeeds.MOST_MINUTES));
      case TOO_MANY_AT_ONCE ->
          new Fault(
              "/visit",
              FaultCode.TOO_LONG,
              "needs more than %d resources at the same time".formatted(VisitNeeds.MOST_AT_ONCE));
      case TOO_MANY_WAYS ->
          new Fault(
              "/visit",
              FaultCode.TOO_LONG,
              "may have too many different lengths: say durationMinutes or resourceId of some");
      case UNKNOWN_VISIT ->
          new Fault("/bookingId", FaultCode.UNKNOWN_REFERENCE, "is no visit that you may move");
      case NO_VISIT ->
          new Fault("/visit", FaultCode.CONFLICT, "is only for a booking that is a visit");
      case VISIT_TOO_DEAR ->
          new Fault(
              "/visit",
              FaultCode.OUT_OF_RANGE,
              "may cost more than a booking can: book some of its parts on their own");
      case SEATS_TOO_DEAR ->
          new Fault(
              "/seats",
              FaultCode.OUT_OF_RANGE,
              "cost more together than a booking can: book them in parts");
      case CLASS_IN_SERIES ->
          new Fault(
              "/serviceId",
              FaultCode.CONFLICT,
              "is a class: book seats of each of its sessions with POST /bookings");
      case DAYS_IN_SERIES ->
          new Fault(
              "/durationMinutes",
              FaultCode.OUT_OF_RANGE,
              "must be at most a day in a series: book what lasts days one by one");
      case TOO_MANY_DAYS ->
          new Fault(
              "/durationMinutes",
              FaultCode.TOO_LONG,
              "takes more days of resources than one change can: wait until the last one is"
                  + " decided, or make it shorter");
      case UNKNOWN_SESSION ->
          new Fault("/sessionId", FaultCode.UNKNOWN_REFERENCE, "is no session of this business");
      case UNSTAFFED_SERVICE ->
          new Fault("/serviceId", FaultCode.CONFLICT, "lacks resources that can do it");
      case UNSUITABLE_RESOURCE ->
          new Fault(
              "/resourceId",
              FaultCode.UNKNOWN_REFERENCE,
              "is no resource that can do this service");
      case RETIRED_RESOURCE ->
          new Fault(
              "/resourceId", FaultCode.CONFLICT, "does this service no more; name another one");
      case UNSTAFFED_GROUP ->
          new Fault(
              "/resourceId", FaultCode.CONFLICT, "leaves nobody for what the service also needs");
      case NO_SEATS ->
          new Fault("", FaultCode.CONFLICT, "is for bookings of a class; this is none");
      case MORE_ATTENDEES_THAN_SEATS ->
          new Fault("/attendees", FaultCode.TOO_LONG, "must not be more than seats");
      case WHO_STILL_COMES ->
          new Fault(
              "/attendees",
              FaultCode.REQUIRED,
              "is required: say who still comes, since seats of people are given back");
      case UNKNOWN_SEAT ->
          new Fault("/seats", FaultCode.OUT_OF_RANGE, "has a number beyond the booking's seats");
      case SESSION_OF_OTHER_CLASS ->
          new Fault("/sessionId", FaultCode.CONFLICT, "is a session of another class");
      case SET_BY_SESSION ->
          new Fault(
              "/sessionId",
              FaultCode.REQUIRED,
              "moves a booking of a class, and nothing else does; seats and attendees may change");
      case IN_THE_PAST -> new Fault("/start", FaultCode.OUT_OF_RANGE, "is in the past");
      case UNKNOWN_CLIENT ->
          new Fault("/clientId", FaultCode.UNKNOWN_REFERENCE, "is no client of this business");
      case CLIENT_MISSING ->
          new Fault(
              "/clientId", FaultCode.REQUIRED, "is required, or client: staff book for somebody");
      case PHONE_MISSING -> new Fault("/client/phone", FaultCode.REQUIRED, "is required");
      case TAKES_NO_TEXTS ->
          new Fault("/phone", FaultCode.PATTERN, "is a fixed line, which takes no messages");
      case CLIENT_NAMED_TWICE ->
          new Fault("/client", FaultCode.CONFLICT, "must not stand beside clientId");
      case OTHER_CLIENT_ID ->
          new Fault(
              "/clientId", FaultCode.NOT_ALLOWED, "is for staff; clients book for themselves");
      case OTHER_CLIENT ->
          new Fault("/client", FaultCode.NOT_ALLOWED, "is for staff; clients book for themselves");
      case RULES_SET_ASIDE -> new Fault("/ignoreRules", FaultCode.NOT_ALLOWED, "is for staff");
      case NOTE_TOO_LARGE ->
          new Fault(
              "/notes",
              FaultCode.TOO_LONG,
              "takes more than 8 KB as JSON, together with customFields");
      case OTHER_TIME_ZONE ->
          new Fault(
              "/timeZone",
              FaultCode.CONFLICT,
              "is not that of the settings: change them first; until then it can only be listed");
      case FIELDS_TOO_LARGE ->
          new Fault(
              "/customFields",
              FaultCode.TOO_LONG,
              "takes more than 8 KB as JSON, together with the note");
    };
  }

  private static Problem taken(List<?> alternatives) {
    return new Problem(
            BookingProblem.SLOT_TAKEN,
            alternatives.isEmpty()
                ? "Somebody else has this time."
                : "Somebody else has this time; the nearest free ones are in alternatives.")
        .with("alternatives", alternatives);
  }

  private static Problem full(BookingRefusal.SessionFull full) {
    return new Problem(
            BookingProblem.SESSION_FULL,
            switch (full.left()) {
              case 0 -> "Its seats are taken.";
              case 1 -> "It has one seat left.";
              default -> "It has %d seats left.".formatted(full.left());
            })
        .with(
            "alternatives",
            full.alternatives().stream()
                .map(other -> SlotView.of(other.session(), other.seats(), full.timeline()))
                .toList());
  }

  private static String wrongStatus(BookingStatus present, List<BookingStatus> needed) {
    // Of a hold nobody is told who does not hold it.
    List<BookingStatus> others =
        needed.stream().filter(status -> status != BookingStatus.HELD).toList();
    return others.isEmpty()
        ? "What was held is a booking already."
        : "The booking is already %s. For this it would have to be %s."
            .formatted(inWords(present), anyOf(others));
  }

  private static String inWords(BookingStatus status) {
    return switch (status) {
      case HELD -> "held";
      case PENDING -> "waiting for approval";
      case CONFIRMED -> "confirmed";
      case COMPLETED -> "completed";
      case CANCELLED -> "cancelled";
      case REJECTED -> "rejected";
      case NO_SHOW -> "marked as a no-show";
      case EXPIRED -> "lapsed";
    };
  }

  private static String anyOf(List<BookingStatus> statuses) {
    List<String> names = statuses.stream().map(BookingProblems::inWords).toList();
    return names.size() == 1
        ? names.getFirst()
        : names.stream().limit(names.size() - 1L).collect(Collectors.joining(", "))
            + " or "
            + names.getLast();
  }
}
