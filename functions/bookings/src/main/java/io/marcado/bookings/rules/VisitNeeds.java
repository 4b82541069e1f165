package io.marcado.bookings.rules;

import static java.util.function.Predicate.not;

import io.marcado.domain.Money;
import io.marcado.domain.ResourceId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.time.Cells;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a visit needs: several services in a row, of which some may go on at the same time. No
 * resource has two parts at once; one after the other it may have as many as it can do.
 *
 * @param stages one after the other
 */
public record VisitNeeds(List<Stage> stages) {
  /** Longest visit from its first start to its last end, as of every booking, in minutes. */
  public static final int MOST_MINUTES = 1440;

  /**
   * In how many ways the parts of a visit may have different lengths, at most. A request for more
   * has to say how long, or by whom.
   */
  public static final int MOST_WAYS = 64;

  /** How many resources a visit may need at the same time, at most. */
  public static final int MOST_AT_ONCE = 12;

  public VisitNeeds {
    stages = List.copyOf(stages);
  }

  /**
   * Parts that begin together, once all parts before them are over.
   *
   * @param gapMinutes how long after that, a multiple of five; zero for the first stage
   * @param steps one or more; with several, none has the resources of another
   */
  public record Stage(int gapMinutes, List<Step> steps) {
    public Stage {
      steps = List.copyOf(steps);
    }

    /** Each way to choose a length for each step. */
    public List<List<ServiceNeeds>> ways() {
      List<List<ServiceNeeds>> ways = List.of(List.of());
      for (Step step : steps) {
        ways =
            ways.stream()
                .flatMap(
                    way ->
                        step.lengths().stream()
                            .map(length -> Stream.concat(way.stream(), Stream.of(length)).toList()))
                .toList();
      }
      return ways;
    }

    int longestMinutes() {
      return steps.stream().mapToInt(Step::longestMinutes).max().orElseThrow();
    }

    int shortestMinutes() {
      return steps.stream().mapToInt(Step::shortestMinutes).max().orElseThrow();
    }
  }

  /**
   * One part.
   *
   * @param offers of its service, at least one
   * @param lengths the same by how long it may last: the service with all main resources that take
   *     so long, whatever they cost
   */
  public record Step(Offers offers, List<ServiceNeeds> lengths) {
    public Step {
      lengths = List.copyOf(lengths);
    }

    /** The step of these offers. */
    public static Step of(Offers offers) {
      Map<Integer, List<ServiceNeeds>> byLength = new LinkedHashMap<>();
      for (ServiceNeeds offer : offers.each()) {
        byLength
            .computeIfAbsent(offer.service().durationMinutes(), _ -> new ArrayList<>())
            .add(offer);
      }
      return new Step(offers, byLength.values().stream().map(Step::joined).toList());
    }

    private static ServiceNeeds joined(List<ServiceNeeds> same) {
      return same.size() == 1
          ? same.getFirst()
          : new ServiceNeeds(
              same.getFirst().service(),
              same.stream().flatMap(one -> one.mains().stream()).toList(),
              same.getFirst().groups());
    }

    Optional<Money> dearest() {
      return offers.each().stream()
          .flatMap(offer -> offer.service().price().stream())
          .max(Comparator.comparing(Money::amount));
    }

    int longestMinutes() {
      return lengths.stream().mapToInt(one -> one.service().durationMinutes()).max().orElseThrow();
    }

    int shortestMinutes() {
      return lengths.stream().mapToInt(one -> one.service().durationMinutes()).min().orElseThrow();
    }
  }

  /** How long the steps of a stage take together: as long as the longest. */
  public static int minutes(List<ServiceNeeds> way) {
    return way.stream().mapToInt(one -> one.service().durationMinutes()).max().orElseThrow();
  }

  /** All parts, in order. */
  public List<Step> steps() {
    return stages.stream().flatMap(stage -> stage.steps().stream()).toList();
  }

  /** In how many ways its parts may have different lengths. */
  public long ways() {
    long ways = 1;
    for (Step step : steps()) {
      ways *= step.lengths().size();
    }
    return ways;
  }

  /** How many resources it needs at the same time. */
  public int atOnce() {
    return stages.stream()
        .mapToInt(
            stage ->
                stage.steps().stream().mapToInt(step -> step.offers().all().parts().size()).sum())
        .max()
        .orElseThrow();
  }

  /** How long it takes from the first start to the last end, at most. */
  public int longestMinutes() {
    return latestMinutes(stages.size());
  }

  /** How long after the first start a stage begins, at the latest. */
  public int latestMinutes(int stage) {
    int minutes = 0;
    for (int i = 0; i < stage; i++) {
      minutes += stages.get(i).longestMinutes() + (i + 1 < stages.size() ? gap(i + 1) : 0);
    }
    return minutes;
  }

  /** How long after the first start a stage begins, at the earliest. */
  public int earliestMinutes(int stage) {
    int minutes = 0;
    for (int i = 0; i < stage; i++) {
      minutes += stages.get(i).shortestMinutes() + (i + 1 < stages.size() ? gap(i + 1) : 0);
    }
    return minutes;
  }

  /** How long it is held before it is booked: as long as the service that allows least. */
  public int holdMinutes() {
    return steps().stream()
        .mapToInt(step -> step.offers().all().service().holdMinutes())
        .min()
        .orElseThrow();
  }

  /** How long the longest buffer is of those before its parts, in cells. */
  public int cellsBefore() {
    return steps().stream()
            .mapToInt(step -> step.offers().all().service().bufferBeforeMinutes())
            .max()
            .orElseThrow()
        / Cells.MINUTES;
  }

  /** The same of those after its parts. */
  public int cellsAfter() {
    return steps().stream()
            .mapToInt(step -> step.offers().all().service().bufferAfterMinutes())
            .max()
            .orElseThrow()
        / Cells.MINUTES;
  }

  private int gap(int stage) {
    return stages.get(stage).gapMinutes();
  }

  /** Every resource that may have a part, each once. */
  public Collection<BookableResource> resources() {
    Map<ResourceId, BookableResource> all = new LinkedHashMap<>();
    for (Step step : steps()) {
      step.offers().resources().forEach(resource -> all.putIfAbsent(resource.id(), resource));
    }
    return all.values();
  }

  /** False when the parts cannot be given out whatever the time, because resources are missing. */
  public boolean isPossible() {
    return stages.stream()
        .allMatch(
            stage ->
                DistinctChoice.isPossible(
                    ServiceNeeds.ids(
                        stage.steps().stream()
                            .flatMap(step -> step.offers().all().parts().stream())
                            .toList())));
  }

  /** True when there is one way to give out the parts, and one length of each. */
  public boolean hasOneChoice() {
    return steps().stream()
        .allMatch(
            step ->
                step.lengths().size() == 1
                    && step.lengths().getFirst().parts().stream().allMatch(one -> one.size() == 1));
  }

  /** The rules that judge a part: only the first one starts on a grid, the others when they can. */
  public static Set<SchedulingRule> ignored(boolean first, Set<SchedulingRule> ignored) {
    if (first) {
      return ignored;
    }
    EnumSet<SchedulingRule> all = EnumSet.of(SchedulingRule.INTERVAL);
    all.addAll(ignored);
    return all;
  }

  /** True when its parts, each by the dearest resource, cost more together than a price can be. */
  public boolean isTooDear() {
    return amount(steps().stream().map(Step::dearest).toList())
        .filter(Money::isTooLarge)
        .isPresent();
  }

  /**
   * The sum of prices; empty unless there is one of each part, all in one currency, and the sum can
   * be a price.
   */
  public static Optional<Money> sum(List<Optional<Money>> prices) {
    return amount(prices)
        .filter(not(Money::isTooLarge))
        .map(amount -> new Money(amount, prices.getFirst().orElseThrow().currency()));
  }

  private static Optional<BigDecimal> amount(List<Optional<Money>> prices) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Optional<Money> price : prices) {
      if (price.isEmpty()
          || !price.get().currency().equals(prices.getFirst().orElseThrow().currency())) {
        return Optional.empty();
      }
      sum = sum.add(price.get().amount());
    }
    return Optional.of(sum);
  }
}
