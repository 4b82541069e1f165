package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.BookingFault;
import io.marcado.bookings.lifecycle.BookingFault.Plain;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.ClassSession;
import io.marcado.bookings.rules.BookingRules;
import io.marcado.bookings.rules.Offers;
import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.bookings.rules.VisitNeeds;
import io.marcado.bookings.store.ClassSessionStore;
import io.marcado.domain.Actor;
import io.marcado.domain.BookingId;
import io.marcado.domain.Result;
import io.marcado.domain.ServiceId;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.identity.published.PeopleReader;
import io.marcado.platform.limits.LimitPolicy;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What only the stored shows to be wrong with a request, beside faults that were found before: who
 * sends a form hears of everything at once. It decides nothing; {@link BookingCreation} and {@link
 * SeriesBooking} do.
 */
@Singleton
public final class RequestFaults {
  /** In place of the id that the booking would have. */
  private static final BookingId NOBODYS = new BookingId("unknown");

  private final Configurations configurations;
  private final ClassSessionStore sessions;
  private final PeopleReader people;
  private final Provider<PublicBookingLimits> limits;

  /**
   * Knows what is stored.
   *
   * @param limits used for visitors only; functions without visitors need not configure it
   */
  RequestFaults(
      Configurations configurations,
      ClassSessionStore sessions,
      PeopleReader people,
      Provider<PublicBookingLimits> limits) {
    this.configurations = configurations;
    this.sessions = sessions;
    this.people = people;
    this.limits = limits;
  }

  /**
   * The faults of a request for one booking. A visitor's counts as an attempt like any other,
   * before anything is read; its proof, which nobody checks, counts for nothing.
   */
  public Result<List<BookingFault>, BookingRefusal> ofBooking(
      Actor actor, Mentioned mentioned, Instant now) {
    return counted(actor, LimitPolicy.PUBLIC_BOOKINGS_OF_ADDRESS, mentioned, now);
  }

  /** The faults of a request to hold, likewise. */
  public Result<List<BookingFault>, BookingRefusal> ofHold(
      Actor actor, Mentioned mentioned, Instant now) {
    return counted(actor, LimitPolicy.HOLDS_OF_ADDRESS, mentioned, now);
  }

  private Result<List<BookingFault>, BookingRefusal> counted(
      Actor actor, LimitPolicy row, Mentioned mentioned, Instant now) {
    return PublicBookingLimits.count(limits, actor, row)
        .<Result<List<BookingFault>, BookingRefusal>>map(Result::refused)
        .orElseGet(() -> Result.done(of(actor, mentioned, Plain.CLASS_WITHOUT_SESSION, now)));
  }

  /** The faults of a request for a series. */
  public List<BookingFault> ofSeries(Actor actor, Mentioned mentioned, Instant now) {
    return of(actor, mentioned, Plain.CLASS_IN_SERIES, now);
  }

  /**
   * The same.
   *
   * @param ofAClass the fault where the service is a class
   */
  List<BookingFault> of(Actor actor, Mentioned mentioned, Plain ofAClass, Instant now) {
    OrganizationSettings settings = configurations.settings(actor.tenant()).fresh().get();
    List<BookingFault> faults = new ArrayList<>();
    mentioned.who().ifPresent(who -> faults.addAll(who(actor, who, settings)));
    if (!BookingRights.mayIgnore(actor, mentioned.ignored())) {
      faults.add(Plain.RULES_SET_ASIDE);
    }
    mentioned
        .sessionId()
        .ifPresent(
            id ->
                sessions
                    .find(actor.tenant(), id)
                    .ifPresentOrElse(
                        session -> judge(session, mentioned, settings, faults, now),
                        () -> faults.add(Plain.UNKNOWN_SESSION)));
    mentioned.time().ifPresent(time -> time(actor, mentioned, time, ofAClass, faults, now));
    return faults;
  }

  private List<BookingFault> who(Actor actor, Mentioned.Who who, OrganizationSettings settings) {
    List<BookingFault> faults =
        new ArrayList<>(BookingRights.faultsOfWhom(actor, who.clientId(), who.named()));
    if (faults.isEmpty()
        && BookingRights.actsForBusiness(actor)
        && who.clientId().isPresent()
        && people.standing(actor.tenant(), who.clientId().get()).isEmpty()) {
      faults.add(Plain.UNKNOWN_CLIENT);
    }
    who.phone()
        .flatMap(phone -> Admission.foreignPhone(actor, phone, settings))
        .ifPresent(faults::add);
    return faults;
  }

  private static void judge(
      ClassSession session,
      Mentioned mentioned,
      OrganizationSettings settings,
      List<BookingFault> faults,
      Instant now) {
    new SessionRules(settings, now)
        .judge(session, mentioned.ignored()).stream()
            .map(broken -> new BookingFault.Broken(broken.at("/sessionId")))
            .forEach(faults::add);
  }

  private void time(
      Actor actor,
      Mentioned mentioned,
      Mentioned.Time time,
      Plain ofAClass,
      List<BookingFault> faults,
      Instant now) {
    List<ServiceId> services =
        Stream.concat(
                time.serviceId().stream(),
                time.visit().stream().flatMap(Optional::stream).map(AskedPart::serviceId))
            .toList();
    if (services.isEmpty()) {
      return;
    }
    Configuration configuration = configurations.ofVisit(actor.tenant(), services).fresh().get();
    LocalTimeline timeline = configuration.settings().timeline();
    Optional<BookingFault> noTime =
        time.start().flatMap(start -> BookingFault.NoSuchTime.of(start, timeline));
    Optional<Instant> asked =
        time.start().filter(_ -> noTime.isEmpty()).map(OffsetDateTime::toInstant);
    Optional<Set<SchedulingRule>> ignored =
        asked
            .map(start -> BookingRights.setAside(actor, start, mentioned.ignored(), timeline, now))
            .orElse(Optional.of(mentioned.ignored()));
    noTime.ifPresent(faults::add);
    if (ignored.isEmpty()) {
      faults.add(Plain.IN_THE_PAST);
    }
    Set<SchedulingRule> aside = ignored.orElse(Set.of());
    Optional<Instant> start = asked.filter(_ -> ignored.isPresent());
    BookingRules rules = configuration.rules(actor, now);
    if (time.visit().isEmpty()) {
      Optional<ServiceNeeds> needs =
          BookingCreation.needs(time.resourceId(), ofAClass, configuration, faults);
      if (needs.isPresent() && start.isPresent()) {
        rules.judge(Offers.of(needs.get(), time.durationMinutes()), start.get(), aside).stream()
            .map(BookingFault.Broken::new)
            .forEach(faults::add);
      }
      return;
    }
    Optional<VisitNeeds> needs = Visits.needsAsRead(time.visit(), configuration, aside, faults);
    if (needs.isPresent() && start.isPresent()) {
      faults.addAll(Visits.judge(rules, needs.get(), start.get(), NOBODYS, aside));
    }
  }
}
