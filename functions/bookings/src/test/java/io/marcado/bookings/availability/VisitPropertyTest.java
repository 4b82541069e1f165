package io.marcado.bookings.availability;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.RandomSeeds;
import io.marcado.bookings.availability.AvailabilityPropertyTest.Scene;
import io.marcado.bookings.availability.VisitModel.AskedPart;
import io.marcado.bookings.rules.BookingRules;
import io.marcado.bookings.rules.Offers;
import io.marcado.bookings.rules.VisitNeeds;
import io.marcado.bookings.rules.VisitNeeds.Stage;
import io.marcado.bookings.rules.VisitNeeds.Step;
import io.marcado.domain.BookingId;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.WindowBooking;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Visits of random businesses: what is offered, what booking would accept, and what a model says
 * that tries everybody for everything, are the same for every five minutes of a day.
 */
class VisitPropertyTest {

  @RandomSeeds(150)
  void shouldOfferExactlyTheVisitsThatBookingAccepts(long seed) {
    Scene scene = new Scene(new Random(seed));
    List<AskedPart> parts = parts(scene);
    VisitNeeds needs = needs(parts);
    BookingRules rules = new BookingRules(scene.settings(), scene.now, scene.reach);
    VisitModel model = new VisitModel(scene.model(), parts);
    WindowBooking less =
        scene.reach == WindowBooking.STAFF ? WindowBooking.APPROVAL : WindowBooking.DIRECT;
    VisitModel lessModel = new VisitModel(scene.model(less), parts);
    Interval day =
        new Interval(scene.range.start(), scene.range.start().plus(Duration.ofHours(24)));

    Map<Instant, VisitSlot> offered = new HashMap<>();
    new VisitFinder(rules)
        .find(needs, scene.occupancy, day)
        .slots()
        .forEach(slot -> offered.put(slot.assignment().time().start(), slot));

    for (Instant start = day.start(); start.isBefore(day.end()); start = start.plusSeconds(300)) {
      boolean bookable = model.isBookable(start);
      assertThat(offered.containsKey(start))
          .describedAs("offered at %s", start)
          .isEqualTo(bookable);
      boolean allowed =
          VisitSearch.byRulesAlone(rules, needs, start, new BookingId("b"), Set.of())
              .at(start)
              .isPresent();
      Optional<VisitAssignment> booked =
          new VisitSearch(rules, needs, scene.occupancy, new BookingId("b"), Set.of(), Set.of())
              .at(start);
      assertThat(booked.isPresent()).describedAs("booked at %s", start).isEqualTo(bookable);
      if (bookable) {
        assertThat(allowed).describedAs("allowed at %s", start).isTrue();
        assertThat(model.isAWay(booked.orElseThrow(), start))
            .describedAs("booked at %s by %s", start, booked)
            .isTrue();
        VisitSlot slot = requireNonNull(offered.get(start));
        boolean direct = lessModel.isBookable(start);
        assertThat(slot.restriction())
            .describedAs("restricted at %s", start)
            .isEqualTo(direct ? WindowBooking.DIRECT : scene.reach);
        assertThat((direct ? lessModel : model).isAWay(slot.assignment(), start))
            .describedAs("offered at %s by %s", start, slot)
            .isTrue();
      }
    }
  }

  private static List<AskedPart> parts(Scene scene) {
    Random random = scene.random;
    List<AskedPart> parts = new ArrayList<>();
    for (int i = 0; i < 2 + random.nextInt(2); i++) {
      boolean parallel = i > 0 && random.nextInt(3) == 0;
      parts.add(
          new AskedPart(
              scene.another(i),
              i == 0 || parallel || random.nextBoolean() ? 0 : 5 * random.nextInt(8),
              parallel));
    }
    return parts;
  }

  private static VisitNeeds needs(List<AskedPart> parts) {
    List<Stage> stages = new ArrayList<>();
    for (AskedPart part : parts) {
      Step step = Step.of(Offers.of(part.needs(), Optional.empty()));
      if (part.parallel()) {
        Stage begun = stages.removeLast();
        List<Step> together = new ArrayList<>(begun.steps());
        together.add(step);
        stages.add(new Stage(begun.gapMinutes(), together));
      } else {
        stages.add(new Stage(part.gapMinutes(), List.of(step)));
      }
    }
    return new VisitNeeds(stages);
  }
}
