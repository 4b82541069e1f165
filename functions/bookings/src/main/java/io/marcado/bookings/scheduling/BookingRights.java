package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingFault;
import io.marcado.bookings.lifecycle.BookingFault.Plain;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.ChangedBy;
import io.marcado.bookings.published.BookingSource;
import io.marcado.bookings.rules.CancellationRule;
import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.domain.Actor;
import io.marcado.domain.Permission;
import io.marcado.domain.PersonId;
import io.marcado.domain.Result;
import io.marcado.domain.Role;
import io.marcado.domain.settings.Approval;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.WindowBooking;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which bookings an actor may see, and what it may ask for. Staff, servers of the business
 * and Marcado itself book for clients. Clients book for themselves. Visitors name a client by
 * phone, and come back as guests or by the link of a message. These may do with their one booking
 * what its client may.
 */
public final class BookingRights {
  /** How far the clock of the business's computer may be ahead when somebody begins now. */
  private static final Duration FAST_CLOCK = Duration.ofMinutes(5);

  private BookingRights() {}

  /** True when the actor may cancel the booking now. */
  public static boolean mayCancel(
      Actor actor, Booking booking, OrganizationSettings settings, Instant now) {
    return booking.status().isOpen()
        && !isOver(booking, now)
        && (actsForBusiness(actor)
            || (owns(actor, booking, now) && mayWithdraw(booking, settings, now)));
  }

  /**
   * True when an open booking took place, or should have. Nobody cancels it any more: that would be
   * for ever, while completed and no-show can be corrected. A booking that was written down after
   * its start is never over: staff who name the wrong client or service have no other way to take
   * the record back, and its time is not free for the right one.
   */
  static boolean isOver(Booking booking, Instant now) {
    return booking.status().isOpen()
        && !now.isBefore(booking.time().end())
        && booking.createdAt().isBefore(booking.time().start().minus(FAST_CLOCK));
  }

  /** True when what the actor asks for waits until the business has approved it. */
  static boolean needsApproval(Actor actor, OrganizationSettings settings) {
    return settings.bookings().approval() == Approval.MANUAL && !actsForBusiness(actor);
  }

  /**
   * True when the booking exists for the actor. An API key that may change bookings finds them by
   * id, even when it may not list them.
   */
  static boolean reaches(Actor actor, Booking booking, Instant now) {
    return actor.may(Permission.BOOKINGS_READ)
        || actsForBusiness(actor)
        || owns(actor, booking, now);
  }

  /** The client whose bookings the actor sees; empty for every client's. */
  static Result<Optional<PersonId>, BookingRefusal> seesBookingsOf(Actor actor) {
    if (actor.may(Permission.BOOKINGS_READ)) {
      return Result.done(Optional.empty());
    }
    return actor instanceof Actor.Person person
        ? Result.done(Optional.of(person.id()))
        : Result.refused(new BookingRefusal.NoPerson());
  }

  /** Who makes a booking, or a change of it. */
  static BookingSource source(Actor actor) {
    if (actsForBusiness(actor)) {
      return BookingSource.STAFF;
    }
    return switch (actor) {
      case Actor.Visitor _, Actor.Guest _, Actor.LinkHolder _ -> BookingSource.PUBLIC;
      case Actor.Person _, Actor.ApiKey _, Actor.Automation _ -> BookingSource.CLIENT;
    };
  }

  /** The actor as a booking remembers it. */
  public static ChangedBy changedBy(Actor actor) {
    return new ChangedBy(
        source(actor),
        actor instanceof Actor.Person person && person.role().atLeast(Role.STAFF)
            ? Optional.of(person.id())
            : Optional.empty(),
        actor instanceof Actor.ApiKey key ? Optional.of(key.id()) : Optional.empty());
  }

  /** For whom a booking is made. */
  static Result<Whom, BookingRefusal> whom(Actor actor, BookingRequest request) {
    if (actsForBusiness(actor)) {
      return named(actor, request);
    }
    return switch (actor) {
      case Actor.Person person -> self(person, request);
      case Actor.Visitor _ -> named(actor, request);
      case Actor.Guest _, Actor.LinkHolder _, Actor.ApiKey _, Actor.Automation _ ->
          Result.refused(new BookingRefusal.NoPerson());
    };
  }

  /** The holder of a time: the client who asks, or none yet. */
  static Result<Whom, BookingRefusal> holder(Actor actor, BookingRequest request) {
    if (actsForBusiness(actor)) {
      return Result.done(new Whom.Unnamed());
    }
    return switch (actor) {
      case Actor.Person person -> self(person, request);
      case Actor.Visitor _ ->
          mayIgnore(actor, request.ignored())
              ? Result.done(new Whom.Unnamed())
              : BookingRefusal.faulty(Plain.RULES_SET_ASIDE);
      case Actor.Guest _, Actor.LinkHolder _, Actor.ApiKey _, Actor.Automation _ ->
          Result.refused(new BookingRefusal.NoPerson());
    };
  }

  /** True when the actor may set these rules aside. */
  static boolean mayIgnore(Actor actor, Set<SchedulingRule> rules) {
    return rules.isEmpty() || actsForBusiness(actor);
  }

  /**
   * The rules that do not judge a start: those that the actor sets aside, and for staff who record
   * what began today, or begins now, also notice and interval.
   *
   * @param timeline local time of the business
   * @return empty when the start is in the past, which nobody can book
   */
  static Optional<Set<SchedulingRule>> setAside(
      Actor actor,
      Instant start,
      Set<SchedulingRule> ignored,
      LocalTimeline timeline,
      Instant now) {
    if (start.isAfter(actsForBusiness(actor) ? now.plus(FAST_CLOCK) : now)) {
      return Optional.of(ignored);
    }
    if (actsForBusiness(actor) && !start.isBefore(timeline.startOf(timeline.dateOf(now)))) {
      EnumSet<SchedulingRule> all = EnumSet.of(SchedulingRule.NOTICE, SchedulingRule.INTERVAL);
      all.addAll(ignored);
      return Optional.of(all);
    }
    return start.equals(now) ? Optional.of(ignored) : Optional.empty();
  }

  /**
   * Refuses late changes by clients. The cancellation window does not bind staff, and nobody has to
   * keep to it before the business has accepted the request.
   */
  static Result<Booking, BookingRefusal> inTime(
      Actor actor,
      Booking booking,
      BookingRefusal.Act act,
      OrganizationSettings settings,
      Instant now) {
    CancellationRule rule = cancellation(booking, settings);
    return actsForBusiness(actor) || mayWithdraw(booking, settings, now)
        ? Result.done(booking)
        : Result.refused(
            new BookingRefusal.CancellationWindowPassed(
                act, rule.deadline(booking.agreedStart().orElseThrow()), settings.timeline()));
  }

  /** A booking that was held keeps the rule of that moment. */
  private static CancellationRule cancellation(Booking booking, OrganizationSettings settings) {
    return booking
        .hold()
        .map(terms -> new CancellationRule(terms.cancellationWindowMinutes()))
        .orElseGet(() -> CancellationRule.of(settings));
  }

  private static boolean mayWithdraw(Booking booking, OrganizationSettings settings, Instant now) {
    CancellationRule rule = cancellation(booking, settings);
    return booking.agreedStart().map(start -> rule.allows(start, now)).orElse(true);
  }

  /**
   * The faults in how a request names its client.
   *
   * @param named true when it is named by phone or name
   */
  static List<BookingFault> faultsOfWhom(Actor actor, Optional<PersonId> clientId, boolean named) {
    List<BookingFault> faults = new ArrayList<>();
    if (actsForBusiness(actor)) {
      if (clientId.isPresent() && named) {
        faults.add(Plain.CLIENT_NAMED_TWICE);
      } else if (clientId.isEmpty() && !named) {
        faults.add(Plain.CLIENT_MISSING);
      }
      return faults;
    }
    if (clientId
        .filter(id -> !(actor instanceof Actor.Person person && id.equals(person.id())))
        .isPresent()) {
      faults.add(Plain.OTHER_CLIENT_ID);
    }
    if (actor instanceof Actor.Person && named) {
      faults.add(Plain.OTHER_CLIENT);
    }
    return faults;
  }

  private static List<BookingFault> faultsOfWhom(Actor actor, BookingRequest request) {
    List<BookingFault> faults =
        faultsOfWhom(actor, request.clientId(), request.client().isPresent());
    if (!mayIgnore(actor, request.ignored())) {
      faults.add(Plain.RULES_SET_ASIDE);
    }
    return faults;
  }

  private static Result<Whom, BookingRefusal> named(Actor actor, BookingRequest request) {
    List<BookingFault> faults = faultsOfWhom(actor, request);
    Optional<Whom> whom = request.clientId().<Whom>map(Whom.ById::new).or(request::client);
    if (faults.isEmpty()
        && !actsForBusiness(actor)
        && !(whom.orElse(null) instanceof Whom.ByPhone)) {
      faults.add(whom.isPresent() ? Plain.PHONE_MISSING : Plain.CLIENT_MISSING);
    }
    return faults.isEmpty()
        ? Result.done(whom.orElseThrow())
        : Result.refused(new BookingRefusal.Faulty(faults));
  }

  private static Result<Whom, BookingRefusal> self(Actor.Person person, BookingRequest request) {
    List<BookingFault> faults = faultsOfWhom(person, request);
    return faults.isEmpty()
        ? Result.done(new Whom.Self(person.id()))
        : Result.refused(new BookingRefusal.Faulty(faults));
  }

  /** In which opening windows the actor may book. */
  static WindowBooking reach(Actor actor) {
    return actsForBusiness(actor) ? WindowBooking.STAFF : WindowBooking.APPROVAL;
  }

  /** True for staff, servers of the business and Marcado itself. */
  static boolean actsForBusiness(Actor actor) {
    return actor.may(Permission.BOOKINGS_WRITE);
  }

  /** True for who comes back to a booking without a login. */
  static boolean comesBack(Actor actor) {
    return actor instanceof Actor.Guest || actor instanceof Actor.LinkHolder;
  }

  private static boolean owns(Actor actor, Booking booking, Instant now) {
    return switch (actor) {
      case Actor.Person person -> booking.clientId().filter(person.id()::equals).isPresent();
      case Actor.Guest guest -> booking.admits(guest.token(), now);
      case Actor.LinkHolder holder -> booking.id().equals(holder.bookingId());
      case Actor.Visitor _, Actor.ApiKey _, Actor.Automation _ -> false;
    };
  }
}
