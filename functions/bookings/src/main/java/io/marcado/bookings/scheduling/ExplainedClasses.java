package io.marcado.bookings.scheduling;

import io.marcado.bookings.availability.Alternatives;
import io.marcado.bookings.explain.Check;
import io.marcado.bookings.explain.CheckCode;
import io.marcado.bookings.explain.ExplainedClass;
import io.marcado.bookings.explain.ExplainedSession;
import io.marcado.bookings.ledger.SessionSeats;
import io.marcado.bookings.ledger.SessionSeats.Seats;
import io.marcado.bookings.lifecycle.BookingFault;
import io.marcado.bookings.lifecycle.BookingFault.Plain;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.ClassSession;
import io.marcado.bookings.lifecycle.SeatsLeft;
import io.marcado.bookings.rules.BrokenRule;
import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.bookings.scheduling.ExplainedClients.Booker;
import io.marcado.bookings.store.ClassSessionStore;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Explains whether a class has a seat at a time, by the rules and the rows of its sessions. */
final class ExplainedClasses {
  /** How many sessions are asked for their seats at once, until enough of them have some. */
  private static final int PART = 25;

  private final ClassSessionStore sessions;
  private final SessionSeats seats;
  private final SessionBooking booking;
  private final FreeTimes freeTimes;
  private final ExplainedClients clients;

  ExplainedClasses(
      ClassSessionStore sessions,
      SessionSeats seats,
      SessionBooking booking,
      FreeTimes freeTimes,
      ExplainedClients clients) {
    this.sessions = sessions;
    this.seats = seats;
    this.booking = booking;
    this.freeTimes = freeTimes;
    this.clients = clients;
  }

  /**
   * Explains the sessions of a class at a time.
   *
   * @param searched where other sessions are looked for
   */
  ExplainedClass explain(
      ExplainQuestion question, Booker booker, Configuration configuration, Interval searched) {
    TenantId tenant = question.actor().tenant();
    SlotRequest slot = question.slot();
    Instant start = slot.start();
    List<ClassSession> near = sessions.within(tenant, slot.serviceId(), searched);
    List<ExplainedSession> then = then(question, booker, configuration);
    Interval time =
        then.stream()
            .findFirst()
            .map(first -> first.session().time())
            .orElseGet(
                () ->
                    Interval.ofMinutes(
                        start, configuration.offeredClass().orElseThrow().durationMinutes()));
    Optional<BookingRefusal> ofClient = clients.limit(booker, time, question.now());
    Optional<BookingRefusal> refusal =
        then.stream()
            .findFirst()
            .flatMap(
                first ->
                    ofRules(question, booker, configuration, first.session())
                        .or(booker::whyBarred)
                        .or(() -> ofSeats(question, configuration, first))
                        .or(() -> ofClient));
    List<Interval> inTheWay =
        freeTimes.inTheWay(new FreeTimes.Booker(booker.actor(), question.now()));
    SessionRules rules = new SessionRules(configuration.settings(), question.now());
    List<ClassSession> others =
        near.stream()
            .filter(one -> of(slot, one))
            .filter(one -> rules.judge(one, List.of()).isEmpty())
            .filter(one -> inTheWay.stream().noneMatch(one.time()::overlaps))
            .toList();
    return new ExplainedClass(
        configuration.settings(),
        configuration.settings().timeline().as(slot.askedStart()),
        question.now(),
        time,
        refusal,
        ExplainedClients.checks(booker, ofClient),
        then,
        refusal
            .filter(BookingRefusal.SessionFull.class::isInstance)
            .map(BookingRefusal.SessionFull.class::cast)
            .map(BookingRefusal.SessionFull::alternatives)
            .orElse(List.of()),
        free(
            tenant,
            others.reversed().stream().filter(one -> one.time().start().isBefore(start)).toList()),
        free(tenant, others.stream().filter(one -> one.time().start().isAfter(start)).toList()));
  }

  /** The sessions that start then: first those that work, last those that are cancelled. */
  private List<ExplainedSession> then(
      ExplainQuestion question, Booker booker, Configuration configuration) {
    TenantId tenant = question.actor().tenant();
    List<ClassSession> found =
        sessions.starting(tenant, question.slot().serviceId(), question.slot().start()).stream()
            .filter(one -> of(question.slot(), one))
            .toList();
    Map<ClassSessionId, Seats> present =
        seats.present(tenant, found.stream().map(ClassSession::id).toList());
    return found.stream()
        .map(
            one ->
                explained(
                    one,
                    Optional.ofNullable(present.get(one.id())),
                    broken(question, booker, configuration, one),
                    setAside(question, booker, configuration, one)))
        .sorted(
            Comparator.comparing((ExplainedSession one) -> !one.works())
                .thenComparing(one -> !one.checks().getFirst().works()))
        .toList();
  }

  private static ExplainedSession explained(
      ClassSession session,
      Optional<Seats> seats,
      Set<SchedulingRule> broken,
      Optional<Set<SchedulingRule>> setAside) {
    boolean cancelled = session.isCancelled() || seats.filter(Seats::closed).isPresent();
    int left = cancelled ? 0 : seats.map(Seats::left).orElse(0);
    List<Check> checks = new ArrayList<>();
    checks.add(Check.of(CheckCode.SESSION, !cancelled));
    checks.add(Check.of(CheckCode.NOTICE, SchedulingRule.NOTICE, broken, setAside));
    checks.add(Check.of(CheckCode.HORIZON, SchedulingRule.HORIZON, broken, setAside));
    if (!cancelled) {
      checks.add(Check.of(CheckCode.SEATS, left > 0));
    }
    return new ExplainedSession(session, left, checks);
  }

  /** With the resource that was asked for, if one was. */
  private static boolean of(SlotRequest slot, ClassSession session) {
    return slot.resourceId().filter(id -> !session.resourceIds().contains(id)).isEmpty();
  }

  private static Optional<Set<SchedulingRule>> setAside(
      ExplainQuestion question, Booker booker, Configuration configuration, ClassSession session) {
    return BookingRights.setAside(
        booker.actor(),
        session.time().start(),
        Set.of(),
        configuration.settings().timeline(),
        question.now());
  }

  private static List<BrokenRule> judge(
      ExplainQuestion question, Booker booker, Configuration configuration, ClassSession session) {
    return new SessionRules(configuration.settings(), question.now())
        .judge(session, setAside(question, booker, configuration, session).orElse(Set.of()));
  }

  private static Set<SchedulingRule> broken(
      ExplainQuestion question, Booker booker, Configuration configuration, ClassSession session) {
    return judge(question, booker, configuration, session).stream()
        .map(BrokenRule::rule)
        .collect(Collectors.toSet());
  }

  /** What booking says before it looks at the seats. */
  private static Optional<BookingRefusal> ofRules(
      ExplainQuestion question, Booker booker, Configuration configuration, ClassSession session) {
    List<BookingFault> faults = new ArrayList<>();
    if (setAside(question, booker, configuration, session).isEmpty()) {
      faults.add(Plain.IN_THE_PAST);
    } else {
      judge(question, booker, configuration, session)
          .forEach(broken -> faults.add(new BookingFault.Broken(broken.at("/sessionId"))));
    }
    return faults.isEmpty() ? Optional.empty() : Optional.of(new BookingRefusal.Faulty(faults));
  }

  private Optional<BookingRefusal> ofSeats(
      ExplainQuestion question, Configuration configuration, ExplainedSession first) {
    return first.seatsLeft() > 0
        ? Optional.empty()
        : Optional.of(
            booking.full(
                question.actor(), first.session(), configuration.settings(), question.now()));
  }

  /** The first ones that have a free seat. */
  private List<SeatsLeft> free(TenantId tenant, List<ClassSession> nearestFirst) {
    List<SeatsLeft> free = new ArrayList<>();
    for (int from = 0;
        from < nearestFirst.size() && free.size() < Alternatives.MAXIMUM;
        from += PART) {
      List<ClassSession> part =
          nearestFirst.subList(from, Math.min(from + PART, nearestFirst.size()));
      Map<ClassSessionId, Seats> found =
          seats.recent(tenant, part.stream().map(ClassSession::id).toList());
      for (ClassSession one : part) {
        Optional.ofNullable(found.get(one.id()))
            .map(Seats::left)
            .filter(left -> left > 0 && free.size() < Alternatives.MAXIMUM)
            .ifPresent(left -> free.add(new SeatsLeft(one, left)));
      }
    }
    return free;
  }
}
