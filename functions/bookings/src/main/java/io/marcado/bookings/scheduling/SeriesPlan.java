package io.marcado.bookings.scheduling;

import io.marcado.bookings.availability.Assignment;
import io.marcado.bookings.lifecycle.Series.Occurrence;
import io.marcado.bookings.rules.BrokenRule;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.domain.Money;
import io.marcado.domain.ResourceId;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a request for a series comes to at a moment.
 *
 * @param settings of the business, needed to show it
 * @param requestHash tells for which request it is
 */
public record SeriesPlan(
    OrganizationSettings settings, String requestHash, List<Planned> occurrences) {
  public SeriesPlan {
    occurrences = List.copyOf(occurrences);
  }

  /** The outcome for an occurrence. */
  public enum Outcome {
    /** It is booked as the recurrence has it. */
    BOOK,
    /** It is booked at its alternative. */
    SHIFT,
    /** It is left out. */
    SKIP,
    /** Because of it nothing is made, or moved. */
    CONFLICT,
    /** Of a series that there is: it is moved so. */
    MOVE,
    /** Likewise: it stays as it is. */
    STAY
  }

  /**
   * One occurrence.
   *
   * @param number from 0
   * @param asked when the recurrence has it
   * @param until its end, as far as that is known without a resource
   * @param choice how it can be had then; empty with a conflict
   * @param alternative the nearest time of that day that can be had; empty without a conflict
   */
  public record Planned(
      int number,
      Instant asked,
      Instant until,
      Optional<Choice> choice,
      Optional<Conflict> conflict,
      Optional<Choice> alternative,
      Outcome outcome) {

    /** How it is to be booked; empty when it is not. */
    public Optional<Choice> booked() {
      return switch (outcome) {
        case BOOK -> choice;
        case SHIFT -> alternative;
        case SKIP, CONFLICT, MOVE, STAY -> Optional.empty();
      };
    }

    /** The same once somebody else has its time, whatever was planned. */
    Planned lost() {
      return new Planned(
          number,
          asked,
          until,
          Optional.empty(),
          Optional.of(conflict.orElseGet(Conflict::taken)),
          Optional.empty(),
          Outcome.CONFLICT);
    }

    Occurrence occurrence() {
      return new Occurrence(
          asked,
          booked().map(choice -> choice.time().start()),
          conflict.map(Conflict::reasons).orElse(List.of()));
    }

    private List<String> parts() {
      List<String> parts = new ArrayList<>(List.of("" + number, asked.toString(), "" + outcome));
      booked()
          .ifPresent(
              choice -> {
                parts.add(choice.time().toString());
                choice.who().resourceIds().stream().map(ResourceId::value).forEach(parts::add);
                parts.add(choice.price().map(Money::toString).orElse(""));
              });
      return parts;
    }
  }

  /**
   * A time with the resources that have it.
   *
   * @param waits true when what is booked so waits for approval
   */
  public record Choice(Interval time, ServiceNeeds offer, Assignment who, boolean waits) {
    /** What it costs. */
    public Optional<Money> price() {
      return offer.service().price();
    }
  }

  /**
   * Why an occurrence cannot be had.
   *
   * @param reasons stable codes
   */
  public record Conflict(List<String> reasons, String detail) {
    public Conflict {
      reasons = List.copyOf(reasons);
    }

    static Conflict taken() {
      return new Conflict(List.of("slot-taken"), "somebody else has this time");
    }

    static Conflict ownOccurrence() {
      return new Conflict(
          List.of("own-occurrence"),
          "another booking of the series has this time: move that one first");
    }

    static Conflict overlapping() {
      return new Conflict(List.of("overlapping-booking"), "you have another booking at this time");
    }

    static Conflict notOffered() {
      return new Conflict(List.of("no-longer-offered"), "it takes no bookings any more");
    }

    static Conflict broken(List<BrokenRule> rules) {
      return new Conflict(
          rules.stream().map(rule -> rule.rule().code()).distinct().toList(),
          String.join("; ", rules.stream().map(BrokenRule::detail).distinct().toList()));
    }

    static Conflict past() {
      return new Conflict(List.of("in-the-past"), "it is in the past");
    }
  }

  private PlanToken planToken() {
    return PlanToken.of("sp_", requestHash, occurrences.stream().map(Planned::parts).toList());
  }

  /** Says what would be made, so that a request can ask for exactly that. */
  public String token() {
    return planToken().text();
  }

  /** True when a token is of a plan for this request. */
  public boolean isOfThisRequest(String token) {
    return planToken().isOfTheRequestOf(token);
  }

  /** The occurrences that are not as in the plan of a token for this request. */
  public List<Planned> differing(String token) {
    PlanToken own = planToken();
    return occurrences.stream().filter(one -> !own.agrees(token, one.number())).toList();
  }

  /** Those because of which nothing is made. */
  public List<Planned> conflicts() {
    return occurrences.stream().filter(one -> one.outcome() == Outcome.CONFLICT).toList();
  }

  /** True when something would be booked. */
  public boolean booksSomething() {
    return occurrences.stream().anyMatch(one -> one.booked().isPresent());
  }
}
