package io.marcado.bookings.lifecycle;

import io.marcado.bookings.rules.BrokenRule;
import io.marcado.domain.time.LocalTimeline;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** One fault of a request. */
public sealed interface BookingFault {

  /** A fault without further facts. */
  enum Plain implements BookingFault {
    /** There is no such service, or it takes no bookings. */
    UNKNOWN_SERVICE,
    /** The service is a class, and the request names no session. */
    CLASS_WITHOUT_SESSION,
    /** The service is a class, and the booking an appointment. */
    CLASS_FOR_APPOINTMENT,
    /** Somebody is to sit on seats, and the hold is of a time. */
    HOLD_WITHOUT_SEATS,
    /** A part of a visit is a class. */
    CLASS_IN_VISIT,
    /** The parts of a visit need more resources at the same time than there are. */
    UNSTAFFED_VISIT,
    /** A visit would take more than a day. */
    VISIT_TOO_LONG,
    /** The parts of a visit need too many resources at the same time. */
    TOO_MANY_AT_ONCE,
    /** The parts of a visit may have too many different lengths. */
    TOO_MANY_WAYS,
    /** There is no such visit for the actor. */
    UNKNOWN_VISIT,
    /** The parts of a visit are asked for, and the booking is none. */
    NO_VISIT,
    /** The parts of a visit may cost more together than a price can be. */
    VISIT_TOO_DEAR,
    /** The seats cost more together than a price can be. */
    SEATS_TOO_DEAR,
    /** The service is a class, whose sessions a series does not book. */
    CLASS_IN_SERIES,
    /** The bookings of a series would last more than a day. */
    DAYS_IN_SERIES,
    /** A change would touch more days of resources than one write can. */
    TOO_MANY_DAYS,
    /** There is no such session. */
    UNKNOWN_SESSION,
    /** The service lacks active resources that can do it. */
    UNSTAFFED_SERVICE,
    /** The requested resource cannot do the service. */
    UNSUITABLE_RESOURCE,
    /** The booking's own resource no longer does the service. */
    RETIRED_RESOURCE,
    /** The requested resource leaves no other one for a group of the service. */
    UNSTAFFED_GROUP,
    /** The booking has no seat of this number. */
    UNKNOWN_SEAT,
    /** The booking is an appointment, and has no seats. */
    NO_SEATS,
    /** There would be more attendees than seats. */
    MORE_ATTENDEES_THAN_SEATS,
    /** Seats are to be given back on which somebody was to sit, and nobody says who comes. */
    WHO_STILL_COMES,
    /** The session is of another class. */
    SESSION_OF_OTHER_CLASS,
    /** The booking has seats of a session, whose time and resources these are. */
    SET_BY_SESSION,
    /** The start is in the past. */
    IN_THE_PAST,
    /** There is no client with this id. */
    UNKNOWN_CLIENT,
    /** Staff do not say for whom they book. */
    CLIENT_MISSING,
    /** A visitor names somebody without a phone. */
    PHONE_MISSING,
    /** A phone that takes no texts is to get a code. */
    TAKES_NO_TEXTS,
    /** The client is named twice: by id, and by name and phone. */
    CLIENT_NAMED_TWICE,
    /** A client names another client by id. */
    OTHER_CLIENT_ID,
    /** A client names a client by name and phone. */
    OTHER_CLIENT,
    /** A client wants to set rules aside. */
    RULES_SET_ASIDE,
    /** The note is too large, together with the free fields. */
    NOTE_TOO_LARGE,
    /** The free fields are too large, together with the note. */
    FIELDS_TOO_LARGE,
    /** Bookings are to move to another zone than that of the settings. */
    OTHER_TIME_ZONE
  }

  /**
   * A fault of one part of a visit.
   *
   * @param index of the part
   */
  record OfPart(int index, Plain fault) implements BookingFault {}

  /**
   * What a move of a visit does not change.
   *
   * @param pointer where the request says it
   */
  record FixedInVisit(String pointer) implements BookingFault {}

  /**
   * What only a booking of a class has.
   *
   * @param pointer where the request says it
   */
  record OfClass(String pointer) implements BookingFault {}

  /**
   * A resource that is named for a part of the service that it cannot have.
   *
   * @param index of the resource in the request; -1 when there are too many or too few
   */
  record UnsuitablePart(int index) implements BookingFault {}

  /** The time breaks a rule of the business. */
  record Broken(BrokenRule rule) implements BookingFault {}

  /**
   * A local time that the clocks of the business never show.
   *
   * @param gap that it lies in
   */
  record NoSuchTime(LocalTimeline.Gap gap) implements BookingFault {
    /** The fault of a start; empty where there is such a time. */
    public static Optional<BookingFault> of(OffsetDateTime start, LocalTimeline timeline) {
      return timeline.gap(start).map(NoSuchTime::new);
    }
  }

  /**
   * The client's phone is of a country from which the business takes no bookings without a login.
   *
   * @param pointer where the request has the phone
   * @param taken ISO codes of the countries that it takes
   */
  record ForeignPhone(String pointer, List<String> taken) implements BookingFault {
    public ForeignPhone {
      taken = List.copyOf(taken);
    }
  }

  /**
   * What only the business may say of a booking.
   *
   * @param pointer where the request says it
   */
  record ForStaff(String pointer) implements BookingFault {}

  /** A price in another currency than the business's. */
  record OtherCurrency(String currency) implements BookingFault {}

  /** True when only the time is wrong, and another one may be right. */
  default boolean isOfTheTime() {
    return this == Plain.IN_THE_PAST || this instanceof Broken;
  }
}
