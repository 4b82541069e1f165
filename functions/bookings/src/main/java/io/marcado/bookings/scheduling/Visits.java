package io.marcado.bookings.scheduling;

import io.marcado.bookings.availability.VisitAssignment;
import io.marcado.bookings.availability.VisitAssignment.Placed;
import io.marcado.bookings.availability.VisitSearch;
import io.marcado.bookings.ledger.TakenTime;
import io.marcado.bookings.lifecycle.BookedNames;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingFault;
import io.marcado.bookings.lifecycle.BookingFault.Broken;
import io.marcado.bookings.lifecycle.BookingFault.OfPart;
import io.marcado.bookings.lifecycle.BookingFault.Plain;
import io.marcado.bookings.lifecycle.VisitPart;
import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.rules.BookingRules;
import io.marcado.bookings.rules.BrokenRule;
import io.marcado.bookings.rules.Offers;
import io.marcado.bookings.rules.Part;
import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.bookings.rules.VisitNeeds;
import io.marcado.bookings.rules.VisitNeeds.Stage;
import io.marcado.bookings.rules.VisitNeeds.Step;
import io.marcado.catalog.published.ServiceWithResources;
import io.marcado.domain.BookingId;
import io.marcado.domain.Money;
import io.marcado.domain.ResourceId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.catalog.BookableService;
import io.marcado.domain.catalog.ServiceKind;
import io.marcado.domain.time.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What visits need, and what rules they break. */
final class Visits {
  private Visits() {}

  /**
   * What the parts need. If a requested resource cannot do its part, it falls back to all that can,
   * so that it can judge the time too.
   *
   * @param ignored rules that staff set aside
   * @param faults collects the faults
   * @return empty when the faults leave nothing to judge a time by
   */
  static Optional<VisitNeeds> needs(
      List<AskedPart> asked,
      Configuration configuration,
      Set<SchedulingRule> ignored,
      List<BookingFault> faults) {
    Map<ResourceId, BookableResource> resources = resources(asked, configuration);
    List<Optional<Step>> steps = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      steps.add(step(i, asked.get(i), configuration, resources, ignored, faults));
    }
    return bounded(asked, steps, faults);
  }

  /**
   * What a visit needs that is to have other parts. One that keeps its service, and for which the
   * request names no other resource or length, keeps both.
   *
   * @param staff true when also what takes no new bookings may keep its part
   */
  static Optional<VisitNeeds> needs(
      Booking booking,
      List<AskedPart> asked,
      Configuration configuration,
      boolean staff,
      Set<SchedulingRule> ignored,
      List<BookingFault> faults) {
    Map<ResourceId, BookableResource> resources = resources(asked, configuration);
    List<Optional<Step>> steps = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      int index = i;
      steps.add(
          Optional.of(index)
              .filter(at -> at < booking.visit().size())
              .map(booking.visit()::get)
              .filter(part -> keeps(asked.get(index), part))
              .flatMap(part -> kept(part, configuration, resources, staff))
              .or(() -> step(index, asked.get(index), configuration, resources, ignored, faults)));
    }
    return bounded(asked, steps, faults);
  }

  /**
   * What a visit needs of which some parts may not have been read; empty where that is so.
   *
   * @param asked empty for those
   */
  static Optional<VisitNeeds> needsAsRead(
      List<Optional<AskedPart>> asked,
      Configuration configuration,
      Set<SchedulingRule> ignored,
      List<BookingFault> faults) {
    List<AskedPart> read = asked.stream().flatMap(Optional::stream).toList();
    if (read.size() == asked.size()) {
      return needs(read, configuration, ignored, faults);
    }
    Map<ResourceId, BookableResource> resources = resources(read, configuration);
    for (int i = 0; i < asked.size(); i++) {
      if (asked.get(i).isPresent()) {
        var _ = step(i, asked.get(i).get(), configuration, resources, ignored, faults);
      }
    }
    return Optional.empty();
  }

  private static boolean keeps(AskedPart asked, VisitPart part) {
    return asked.serviceId().equals(part.serviceId())
        && asked.resourceId().filter(id -> !id.equals(part.resourceIds().getFirst())).isEmpty()
        && asked.durationMinutes().filter(minutes -> minutes != part.minutes()).isEmpty();
  }

  private static Optional<VisitNeeds> bounded(
      List<AskedPart> asked, List<Optional<Step>> steps, List<BookingFault> faults) {
    if (steps.stream().anyMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    VisitNeeds needs = new VisitNeeds(stages(asked, steps));
    if (needs.longestMinutes() > VisitNeeds.MOST_MINUTES) {
      faults.add(Plain.VISIT_TOO_LONG);
      return Optional.empty();
    }
    if (needs.ways() > VisitNeeds.MOST_WAYS) {
      faults.add(Plain.TOO_MANY_WAYS);
      return Optional.empty();
    }
    if (needs.atOnce() > VisitNeeds.MOST_AT_ONCE) {
      faults.add(Plain.TOO_MANY_AT_ONCE);
      return Optional.empty();
    }
    if (!needs.isPossible()) {
      faults.add(Plain.UNSTAFFED_VISIT);
      return Optional.empty();
    }
    if (needs.isTooDear()) {
      faults.add(Plain.VISIT_TOO_DEAR);
    }
    return Optional.of(needs);
  }

  private static List<Stage> stages(List<AskedPart> asked, List<Optional<Step>> steps) {
    List<Stage> stages = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      Step step = steps.get(i).orElseThrow();
      if (asked.get(i).parallel() && !stages.isEmpty()) {
        Stage begun = stages.removeLast();
        List<Step> together = new ArrayList<>(begun.steps());
        together.add(step);
        stages.add(new Stage(begun.gapMinutes(), together));
      } else {
        stages.add(new Stage(asked.get(i).gapMinutes(), List.of(step)));
      }
    }
    return stages;
  }

  private static Optional<Step> step(
      int index,
      AskedPart asked,
      Configuration configuration,
      Map<ResourceId, BookableResource> resources,
      Set<SchedulingRule> ignored,
      List<BookingFault> faults) {
    Optional<BookableService> service =
        configuration
            .found(asked.serviceId())
            .map(ServiceWithResources::service)
            .filter(BookableService::active);
    if (service.isEmpty()) {
      faults.add(new OfPart(index, Plain.UNKNOWN_SERVICE));
      return Optional.empty();
    }
    if (service.get().kind() == ServiceKind.CLASS) {
      faults.add(new OfPart(index, Plain.CLASS_IN_VISIT));
      return Optional.empty();
    }
    ServiceNeeds all = ServiceNeeds.of(service.get(), resources);
    ServiceNeeds needs = asked.resourceId().map(all::withMain).orElse(all);
    if (asked.resourceId().isPresent() && needs.mains().isEmpty()) {
      faults.add(new OfPart(index, Plain.UNSUITABLE_RESOURCE));
      needs = all;
    }
    if (!needs.isPossible()) {
      faults.add(new OfPart(index, Plain.UNSTAFFED_SERVICE));
      return Optional.empty();
    }
    Offers offers = Offers.of(needs, asked.durationMinutes());
    Offers allowed =
        ignored.contains(SchedulingRule.DURATION) ? offers.asAsked() : offers.allowed();
    if (allowed.isEmpty()) {
      faults.add(
          new Broken(
              new BrokenRule(
                  SchedulingRule.DURATION,
                  "this service takes " + offers.words(),
                  "/visit/" + index + "/durationMinutes")));
      allowed = offers.asAsked();
    }
    return Optional.of(Step.of(allowed));
  }

  /**
   * What a booking needs to move: the parts that it has, at the distances that they have, by the
   * same main resources, and as long as they are.
   *
   * @param staff true when also what takes no new bookings may keep its part
   * @return empty when a part can be done no more
   */
  static Optional<VisitNeeds> needs(Booking booking, Configuration configuration, boolean staff) {
    List<AskedPart> parts = AskedPart.of(booking.visit());
    Map<ResourceId, BookableResource> resources = resources(parts, configuration);
    List<Optional<Step>> steps = new ArrayList<>();
    for (VisitPart part : booking.visit()) {
      steps.add(kept(part, configuration, resources, staff));
    }
    return steps.stream().anyMatch(Optional::isEmpty)
        ? Optional.empty()
        : Optional.of(new VisitNeeds(stages(parts, steps))).filter(VisitNeeds::isPossible);
  }

  /**
   * The part by the same main resource, and as long as it is; empty when it can be done no more.
   */
  private static Optional<Step> kept(
      VisitPart part,
      Configuration configuration,
      Map<ResourceId, BookableResource> resources,
      boolean staff) {
    return configuration
        .found(part.serviceId())
        .map(ServiceWithResources::service)
        .filter(service -> staff || service.active())
        .map(service -> ServiceNeeds.of(service, resources, staff ? part.resourceIds() : List.of()))
        .map(all -> all.withMain(part.resourceIds().getFirst()).lasting(part.minutes()))
        .filter(ServiceNeeds::isPossible)
        .map(needs -> Step.of(Offers.of(needs, Optional.empty())));
  }

  /** A resource of two services is the same one in both. */
  private static Map<ResourceId, BookableResource> resources(
      List<AskedPart> parts, Configuration configuration) {
    Map<ResourceId, BookableResource> resources = new HashMap<>();
    parts.forEach(
        part ->
            configuration
                .found(part.serviceId())
                .ifPresent(found -> found.resources().forEach(resources::putIfAbsent)));
    return resources;
  }

  /**
   * The rules that a visit breaks, no matter who is free: none, when there is a way to give out its
   * parts with which it breaks none.
   */
  static List<BookingFault> judge(
      BookingRules rules,
      VisitNeeds needs,
      Instant start,
      BookingId bookingId,
      Set<SchedulingRule> ignored) {
    List<BookingFault> broken = new ArrayList<>();
    rules.judge(needs.steps().getFirst().offers(), start, ignored).stream()
        .map(Broken::new)
        .forEach(broken::add);
    if (!broken.isEmpty()
        || VisitSearch.byRulesAlone(rules, needs, start, bookingId, ignored)
            .at(start)
            .isPresent()) {
      return broken;
    }
    // Told by the usual lengths of the parts.
    int index = 0;
    Instant begins = start;
    for (int i = 0; i < needs.stages().size(); i++) {
      Stage stage = needs.stages().get(i);
      begins = begins.plus(Duration.ofMinutes(stage.gapMinutes()));
      for (Step step : stage.steps()) {
        String pointer = "/visit/" + index;
        if (index > 0) {
          rules
              .judge(
                  step.lengths().getFirst(),
                  begins,
                  step.lengths().getFirst().service().durationMinutes(),
                  VisitNeeds.ignored(false, ignored))
              .stream()
              .map(rule -> new Broken(rule.at(pointer)))
              .forEach(broken::add);
        }
        index++;
      }
      begins =
          begins.plus(
              Duration.ofMinutes(
                  VisitNeeds.minutes(
                      stage.steps().stream().map(step -> step.lengths().getFirst()).toList())));
    }
    if (broken.isEmpty()) {
      broken.add(
          new Broken(
              new BrokenRule(
                  SchedulingRule.OPENING_HOURS,
                  "not all parts can be done one after the other then")));
    }
    return broken;
  }

  /** What the booking will have. */
  static Draft draft(VisitAssignment assignment, BookingRules rules) {
    Interval time = assignment.time();
    List<BookableResource> resources = assignment.resources();
    return new Draft(
        time,
        resources.stream().map(BookableResource::id).toList(),
        new BookedNames(
            assignment.parts().stream()
                .map(part -> part.service().name())
                .collect(Collectors.joining(BookingImage.BETWEEN_PARTS)),
            resources.stream().map(BookableResource::name).toList()),
        taken(assignment),
        assignment.price(),
        isByAppointment(assignment, rules),
        assignment.parts().stream()
            .mapToInt(part -> part.service().holdMinutes())
            .min()
            .orElseThrow(),
        parts(assignment),
        Draft.capacities(resources));
  }

  static List<VisitPart> parts(VisitAssignment assignment) {
    Instant start = assignment.time().start();
    return assignment.parts().stream()
        .map(
            part ->
                new VisitPart(
                    part.service().id(),
                    part.service().name(),
                    part.resourceIds(),
                    Math.toIntExact(Duration.between(start, part.time().start()).toMinutes()),
                    Math.toIntExact(part.time().minutes()),
                    part.service().price()))
        .toList();
  }

  static List<TakenTime> taken(VisitAssignment assignment) {
    return TakenTime.merged(
        assignment.parts().stream()
            .flatMap(
                part ->
                    Booking.oneSeatOf(part.resourceIds(), part.service().taken(part.time()))
                        .stream())
            .toList());
  }

  /** What the parts of a booking take by the buffers that their services have now. */
  static List<TakenTime> taken(Booking booking, Configuration configuration) {
    return TakenTime.merged(
        booking.visit().stream()
            .flatMap(
                part ->
                    Booking.oneSeatOf(
                        part.resourceIds(),
                        configuration
                            .found(part.serviceId())
                            .orElseThrow(
                                () ->
                                    new IllegalStateException(
                                        "a visit with a service that never was"))
                            .service()
                            .taken(part.time(booking.time().start())))
                        .stream())
            .toList());
  }

  /** What the parts of a booking cost by now; empty when one of them has no price. */
  static Optional<Money> price(Booking booking, Configuration configuration) {
    return VisitNeeds.sum(
        booking.visit().stream()
            .map(
                part ->
                    configuration
                        .found(part.serviceId())
                        .flatMap(
                            found ->
                                Offers.price(
                                    found.service(),
                                    part.resourceIds().getFirst(),
                                    part.minutes())))
            .toList());
  }

  /** True when one of its parts is by appointment. */
  static boolean isByAppointment(VisitAssignment assignment, BookingRules rules) {
    for (int i = 0; i < assignment.parts().size(); i++) {
      Placed part = assignment.parts().get(i);
      if (rules.isByAppointment(
          part.service(),
          part.resources(),
          i == 0 ? Part.MAIN : Part.FURTHER,
          part.time().start(),
          Math.toIntExact(part.time().minutes()))) {
        return true;
      }
    }
    return false;
  }
}
