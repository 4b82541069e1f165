package io.marcado.bookings.scheduling;

import io.marcado.bookings.availability.Assignment;
import io.marcado.bookings.availability.Occupancy;
import io.marcado.bookings.availability.VisitAssignment;
import io.marcado.bookings.availability.VisitAssignment.Placed;
import io.marcado.bookings.availability.VisitSearch;
import io.marcado.bookings.availability.VisitSlot;
import io.marcado.bookings.explain.Candidate;
import io.marcado.bookings.explain.ExplainedVisit;
import io.marcado.bookings.explain.Explainer;
import io.marcado.bookings.explain.Explanation;
import io.marcado.bookings.explain.Explanation.InTheWay;
import io.marcado.bookings.ledger.DayRows;
import io.marcado.bookings.ledger.PresentTime;
import io.marcado.bookings.lifecycle.BookingFault;
import io.marcado.bookings.lifecycle.BookingFault.Plain;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.rules.BookingRules;
import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.bookings.rules.VisitNeeds;
import io.marcado.bookings.rules.VisitNeeds.Stage;
import io.marcado.bookings.rules.VisitNeeds.Step;
import io.marcado.bookings.scheduling.ExplainedClients.Booker;
import io.marcado.domain.Permission;
import io.marcado.domain.ResourceId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.WindowBooking;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Explains visits: the answer is that of the search by which booking gives out the parts, and each
 * part is told by its own rules, as a booking of its service.
 */
record ExplainedVisits(
    DayRows rows, FreeTimes freeTimes, ExplainedClients clients, WhatIsInTheWay wayside) {

  /** Says what has time of these candidates, to callers who may see it. */
  @FunctionalInterface
  interface WhatIsInTheWay {
    Optional<InTheWay> of(
        ExplainQuestion question,
        List<List<Candidate>> candidates,
        Map<ResourceId, PresentTime> present);
  }

  /** A part, when it would begin, and on whose terms. */
  private record Told(Step step, ServiceNeeds terms, Instant start, Optional<Placed> placed) {
    Interval time() {
      return Interval.ofMinutes(start, terms.service().durationMinutes());
    }
  }

  ExplainedVisit explain(ExplainQuestion question, Configuration configuration, VisitNeeds needs) {
    Booker booker =
        clients.booker(question).orElseThrow(_ -> new IllegalStateException("for the caller"));
    BookingRules rules = configuration.rules(booker.actor(), question.now());
    Instant start = question.slot().start();
    Optional<Set<SchedulingRule>> setAside =
        BookingRights.setAside(booker.actor(), start, Set.of(), rules.timeline(), question.now());
    Map<ResourceId, PresentTime> present =
        rows.present(
            question.actor().tenant(),
            needs.resources().stream().map(BookableResource::id).toList(),
            VisitSearch.daysToRead(rules, needs, start));
    Optional<VisitAssignment> chosen =
        setAside.flatMap(ignored -> chosen(rules, needs, present, start, ignored));
    Optional<BookingRefusal> faulty =
        setAside
            .map(ignored -> Visits.judge(rules, needs, start, Explanations.NONE_YET, ignored))
            .or(() -> Optional.of(List.<BookingFault>of(Plain.IN_THE_PAST)))
            .filter(faults -> !faults.isEmpty())
            .map(BookingRefusal.Faulty::new);
    List<Told> parts = chosen.map(who -> told(needs, who)).orElseGet(() -> usual(needs, start));
    Interval time =
        new Interval(
            start, parts.stream().map(part -> part.time().end()).max(Instant::compareTo).get());
    Optional<BookingRefusal> ofClient = clients.limit(booker, time, question.now());
    List<VisitSlot> alternatives =
        chosen.isPresent() && faulty.isEmpty()
            ? List.of()
            : freeTimes.near(
                new FreeTimes.VisitSearching(
                    question.actor().tenant(),
                    rules,
                    needs,
                    Optional.of(new FreeTimes.Booker(booker.actor(), question.now()))),
                start);
    Optional<BookingRefusal> refusal =
        faulty
            .or(
                () ->
                    chosen.isPresent()
                        ? Optional.empty()
                        : Optional.of(
                            new BookingRefusal.VisitTaken(
                                alternatives, rules.timeline().as(question.slot().askedStart()))))
            .or(() -> ofClient);
    List<Explanation> explained = new ArrayList<>();
    for (Told part : parts) {
      explained.add(
          part(question, configuration, rules, present, setAside, part, explained.isEmpty()));
    }
    return new ExplainedVisit(
        configuration.settings(),
        rules.timeline().as(question.slot().askedStart()),
        question.now(),
        time,
        refusal,
        ExplainedClients.checks(booker, ofClient),
        explained,
        alternatives);
  }

  /** As booking does: a client gets what it can have directly before what waits for approval. */
  private static Optional<VisitAssignment> chosen(
      BookingRules rules,
      VisitNeeds needs,
      Map<ResourceId, PresentTime> present,
      Instant start,
      Set<SchedulingRule> ignored) {
    Map<ResourceId, Occupancy> occupancies = new HashMap<>();
    present.forEach((id, found) -> occupancies.put(id, found.taken()));
    Optional<BookingRules> direct =
        rules.reach() == WindowBooking.APPROVAL
            ? rules.lessReaching(needs.resources())
            : Optional.empty();
    return Stream.concat(direct.stream(), Stream.of(rules))
        .map(
            by ->
                new VisitSearch(by, needs, occupancies, Explanations.NONE_YET, ignored, Set.of())
                    .at(start))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static List<Told> told(VisitNeeds needs, VisitAssignment who) {
    List<Told> told = new ArrayList<>();
    for (int i = 0; i < who.parts().size(); i++) {
      Step step = needs.steps().get(i);
      Placed placed = who.parts().get(i);
      told.add(
          new Told(
              step,
              step.offers().of(placed.resources().getFirst()),
              placed.time().start(),
              Optional.of(placed)));
    }
    return told;
  }

  /** Each part after those before it have taken as long as they usually do. */
  private static List<Told> usual(VisitNeeds needs, Instant start) {
    List<Told> told = new ArrayList<>();
    Instant begins = start;
    for (Stage stage : needs.stages()) {
      begins = begins.plus(Duration.ofMinutes(stage.gapMinutes()));
      List<ServiceNeeds> way = new ArrayList<>();
      for (Step step : stage.steps()) {
        way.add(step.lengths().getFirst());
        told.add(new Told(step, step.lengths().getFirst(), begins, Optional.empty()));
      }
      begins = begins.plus(Duration.ofMinutes(VisitNeeds.minutes(way)));
    }
    return told;
  }

  private Explanation part(
      ExplainQuestion question,
      Configuration configuration,
      BookingRules rules,
      Map<ResourceId, PresentTime> present,
      Optional<Set<SchedulingRule>> setAside,
      Told part,
      boolean first) {
    Explainer explainer =
        new Explainer(
            rules,
            part.step().offers(),
            part.terms(),
            present,
            part.start(),
            setAside,
            question.actor().may(Permission.BOOKINGS_READ));
    List<List<Candidate>> candidates =
        first ? explainer.candidates() : explainer.candidatesOffGrid();
    return new Explanation(
        configuration.settings(),
        rules,
        rules.timeline().as(question.slot().askedStart()),
        question.now(),
        part.step().offers().all(),
        part.time(),
        Optional.empty(),
        List.of(),
        candidates,
        part.placed().map(placed -> new Assignment(placed.resources())),
        question.actor().may(Permission.CATALOG_READ),
        List.of(),
        List.of(),
        List.of(),
        wayside.of(question, candidates, present));
  }
}
