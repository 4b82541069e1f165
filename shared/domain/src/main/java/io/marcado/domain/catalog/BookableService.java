package io.marcado.domain.catalog;

import io.marcado.domain.Money;
import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.time.Cells;
import io.marcado.domain.time.Interval;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Something a client can book.
 *
 * @param terms how long it takes and what it costs
 * @param bufferBeforeMinutes time that must be free before the start, a multiple of 5 up to {@value
 *     #MAXIMUM_BUFFER}; it need not be open
 * @param bufferAfterMinutes time that must be free after the end, likewise
 * @param holdMinutes how long a time is held before it is booked, 1 to {@value #LONGEST_HOLD}
 * @param resourceIds the main resources: any one of these does it
 * @param alsoNeeds groups of resource ids: from each group one more is needed, and no resource
 *     serves twice in one booking
 * @param ownTerms the terms of main resources that have some of their own
 * @param kind how it is booked
 * @param assignment which of several free main resources gets a booking
 * @param sessionMinimum of a class: how many must come to its sessions; empty when it does not
 *     matter
 * @param active false when it takes no new bookings, also once it is deleted
 */
public record BookableService(
    ServiceId id,
    String name,
    Terms terms,
    int bufferBeforeMinutes,
    int bufferAfterMinutes,
    int holdMinutes,
    List<ResourceId> resourceIds,
    List<List<ResourceId>> alsoNeeds,
    Map<ResourceId, Terms> ownTerms,
    ServiceKind kind,
    AssignmentRule assignment,
    Optional<SessionMinimum> sessionMinimum,
    boolean active) {
  /** Shortest duration, minutes. */
  public static final int MINIMUM_DURATION = 5;

  /** Longest duration, minutes: seven days. */
  public static final int MAXIMUM_DURATION = 10_080;

  /** Longest duration of what is not booked alone or by itself, minutes: sessions and series. */
  public static final int LONGEST_WITHIN_A_DAY = 1440;

  /** Most day rows that one booking takes: see {@link #rows}. */
  public static final int MOST_ROWS = 30;

  /** Longest buffer, minutes. */
  public static final int MAXIMUM_BUFFER = 720;

  /** Longest that a time is held, minutes. */
  public static final int LONGEST_HOLD = 30;

  /** How long a time is held unless its service says otherwise, minutes. */
  public static final int USUAL_HOLD = 10;

  public BookableService {
    resourceIds = List.copyOf(resourceIds);
    alsoNeeds = alsoNeeds.stream().map(List::copyOf).toList();
    ownTerms = Map.copyOf(ownTerms);
    requireRange(terms.minutes(), MINIMUM_DURATION, MAXIMUM_DURATION);
    requireRange(bufferBeforeMinutes, 0, MAXIMUM_BUFFER);
    requireRange(bufferAfterMinutes, 0, MAXIMUM_BUFFER);
    if (holdMinutes < 1 || holdMinutes > LONGEST_HOLD) {
      throw new IllegalArgumentException("minutes of a hold out of range");
    }
  }

  /** One without a least number of people. */
  public BookableService(
      ServiceId id,
      String name,
      Terms terms,
      int bufferBeforeMinutes,
      int bufferAfterMinutes,
      int holdMinutes,
      List<ResourceId> resourceIds,
      List<List<ResourceId>> alsoNeeds,
      Map<ResourceId, Terms> ownTerms,
      ServiceKind kind,
      AssignmentRule assignment,
      boolean active) {
    this(
        id,
        name,
        terms,
        bufferBeforeMinutes,
        bufferAfterMinutes,
        holdMinutes,
        resourceIds,
        alsoNeeds,
        ownTerms,
        kind,
        assignment,
        Optional.empty(),
        active);
  }

  /** One that always takes as long and costs the same. */
  public BookableService(
      ServiceId id,
      String name,
      int durationMinutes,
      int bufferBeforeMinutes,
      int bufferAfterMinutes,
      int holdMinutes,
      Optional<Money> price,
      List<ResourceId> resourceIds,
      List<List<ResourceId>> alsoNeeds,
      ServiceKind kind,
      boolean active) {
    this(
        id,
        name,
        Terms.fixed(durationMinutes, price),
        bufferBeforeMinutes,
        bufferAfterMinutes,
        holdMinutes,
        resourceIds,
        alsoNeeds,
        Map.of(),
        kind,
        AssignmentRule.LEAST_OF_DAY,
        active);
  }

  /** How long a booking lasts, if nobody asks for another duration. */
  public int durationMinutes() {
    return terms.minutes();
  }

  /** What a booking of that duration costs; empty when nothing is said. */
  public Optional<Money> price() {
    return terms.price();
  }

  /** True when its bookings have the same length and price with every resource. */
  public boolean isFixed() {
    return terms.isFixed() && ownTerms.isEmpty();
  }

  /** The terms of a booking with this main resource. */
  public Terms termsOf(ResourceId main) {
    return ownTerms.getOrDefault(main, terms);
  }

  /** The same service on these terms with every resource. */
  public BookableService on(Terms other) {
    return new BookableService(
        id,
        name,
        other,
        bufferBeforeMinutes,
        bufferAfterMinutes,
        holdMinutes,
        resourceIds,
        alsoNeeds,
        Map.of(),
        kind,
        assignment,
        sessionMinimum,
        active);
  }

  /** The same service with another rule of who gets a booking. */
  public BookableService assigning(AssignmentRule rule) {
    return new BookableService(
        id,
        name,
        terms,
        bufferBeforeMinutes,
        bufferAfterMinutes,
        holdMinutes,
        resourceIds,
        alsoNeeds,
        ownTerms,
        kind,
        rule,
        sessionMinimum,
        active);
  }

  /**
   * The same service with another duration, which is the only one.
   *
   * @param minutes a multiple of 5 from {@value #MINIMUM_DURATION} to {@value #MAXIMUM_DURATION}
   */
  public BookableService lasting(int minutes) {
    return on(terms.only(minutes));
  }

  /** The time a booking of this service takes from its resources: with both buffers. */
  public Interval taken(Interval booked) {
    return booked.widenedBy(bufferBeforeMinutes, bufferAfterMinutes);
  }

  /** Every resource that may have a part in a booking, the main ones first, each once. */
  public Set<ResourceId> allResourceIds() {
    Set<ResourceId> all = new LinkedHashSet<>(resourceIds);
    alsoNeeds.forEach(all::addAll);
    return all;
  }

  /**
   * The day rows that a booking may take, at most: for each resource the UTC days that it touches,
   * with its buffers. A transaction has 100 items, and that of a move may have the rows of three
   * times: approved, asked for, and asked for now.
   */
  public static int rows(int minutes, int resources) {
    return (Math.ceilDiv(minutes, Cells.MINUTES_OF_DAY) + 2) * resources;
  }

  private static void requireRange(int minutes, int minimum, int maximum) {
    if (minutes < minimum || minutes > maximum || minutes % Cells.MINUTES != 0) {
      throw new IllegalArgumentException("minutes out of range or not a multiple of five");
    }
  }
}
