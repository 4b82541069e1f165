package io.marcado.bookings.rules;

import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.catalog.BookableService;
import io.marcado.domain.catalog.OpenWindow;
import io.marcado.domain.catalog.OpenWindows;
import io.marcado.domain.settings.BookingPolicy;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.CellSet;
import io.marcado.domain.time.Cells;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.WindowBooking;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All scheduling rules of one business at one moment. They do not judge whether the time is free.
 * Availability asks for the starts that break none ({@link #starts}), booking asks which ones a
 * given start breaks ({@link #judge}); both ask the same rule objects.
 */
public final class BookingRules {
  /** Years that calendars, zones and answers can all express. */
  private static final Instant EARLIEST = Instant.parse("1970-01-02T00:00:00Z");

  private static final Instant LATEST = Instant.parse("9999-12-30T00:00:00Z");

  private final OpenWindows windows;
  private final WindowBooking reach;
  private final LocalTimeline timeline;
  private final List<Rule> rules;
  private final Optional<Kept> kept;

  /** Rules that do not judge a start, because the booking has it already. */
  private record Kept(Instant start, Set<SchedulingRule> rules) {
    boolean exempts(Rule rule, Instant asked) {
      return rules.contains(rule.kind()) && start.equals(asked);
    }
  }

  /** The rules for clients. */
  public BookingRules(OrganizationSettings settings, Instant now) {
    this(settings, now, WindowBooking.APPROVAL);
  }

  /**
   * @param settings without faults
   * @param now the instant from which notice and horizon count
   * @param reach which windows count: those of everybody, also those by appointment for clients,
   *     and for the business also those of staff
   */
  public BookingRules(OrganizationSettings settings, Instant now, WindowBooking reach) {
    windows = new OpenWindows(settings);
    this.reach = reach;
    timeline = settings.timeline();
    BookingPolicy policy = settings.bookings();
    rules =
        List.of(
            new OpeningHoursRule(),
            NoticeRule.of(now, policy.minimumNoticeMinutes(), timeline),
            HorizonRule.of(now, policy.maximumAdvanceDays(), timeline),
            new IntervalRule(policy.slotIntervalMinutes()),
            new DurationRule());
    kept = Optional.empty();
  }

  private BookingRules(BookingRules rules, WindowBooking reach, Optional<Kept> kept) {
    this.windows = rules.windows;
    this.reach = reach;
    this.timeline = rules.timeline;
    this.rules = rules.rules;
    this.kept = kept;
  }

  /**
   * The same rules for a booking that is to move.
   *
   * @param start its present start
   * @param exempt the rules that do not judge this start
   */
  public BookingRules keeping(Instant start, Set<SchedulingRule> exempt) {
    return new BookingRules(this, reach, Optional.of(new Kept(start, exempt)));
  }

  /** Which windows count. */
  public WindowBooking reach() {
    return reach;
  }

  /**
   * The rules of a step less, where that makes a difference: what clients book directly, and what
   * of the business's clients can book at all. Empty when all windows of these resources are alike.
   */
  public Optional<BookingRules> lessReaching(Collection<BookableResource> resources) {
    return reach != WindowBooking.DIRECT && resources.stream().anyMatch(windows::areRestricted)
        ? Optional.of(new BookingRules(this, reach.lessReaching(), kept))
        : Optional.empty();
  }

  /**
   * True when what a client books with these resources is by appointment: without such windows it
   * could not be booked.
   *
   * @param resources the main one first
   */
  public boolean isByAppointment(
      BookableService service,
      List<BookableResource> resources,
      Instant start,
      int durationMinutes) {
    return isByAppointment(service, resources, Part.MAIN, start, durationMinutes);
  }

  /**
   * The same where the main resource need not start on its grid.
   *
   * @param mainPart how its start is judged
   */
  public boolean isByAppointment(
      BookableService service,
      List<BookableResource> resources,
      Part mainPart,
      Instant start,
      int durationMinutes) {
    if (reach != WindowBooking.APPROVAL) {
      return false;
    }
    Optional<BookingRules> direct = lessReaching(resources);
    for (int i = 0; direct.isPresent() && i < resources.size(); i++) {
      Question question =
          Question.of(
              service,
              resources.get(i),
              i == 0 ? mainPart : Part.FURTHER,
              timeline.lasting(start, durationMinutes),
              durationMinutes);
      Set<SchedulingRule> broken = direct.get().broken(question, start, Set.of());
      if (broken.contains(SchedulingRule.OPENING_HOURS)
          || broken.contains(SchedulingRule.INTERVAL)) {
        return true;
      }
    }
    return false;
  }

  /** Local time of the business. */
  public LocalTimeline timeline() {
    return timeline;
  }

  /**
   * The starts in a range at which a booking of the service's own duration breaks no rule, as far
   * as this resource is concerned.
   */
  public CellSet starts(
      CellRange range, BookableService service, BookableResource resource, Part part) {
    int minutes = service.durationMinutes();
    List<LocalTimeline.Alike> alike = timeline.alike(range, minutes);
    if (alike.size() == 1) {
      return starts(
          range, new Question(service, resource, part, minutes, alike.getFirst().cells()));
    }
    CellSet all = CellSet.none(range);
    for (LocalTimeline.Alike some : alike) {
      Question question = new Question(service, resource, part, minutes, some.cells());
      all.or(starts(some.starts(), question).moved(0, range));
    }
    return all;
  }

  private CellSet starts(CellRange range, Question question) {
    CellSet starts = CellSet.all(range);
    List<OpenWindow> open = windows.of(question.resource(), question.taken(range), reach);
    for (Rule rule : rules) {
      Optional<Long> exempt =
          kept.map(Kept::start)
              .filter(Cells::isAligned)
              .filter(start -> exempts(rule, start))
              .map(Cells::startingAt)
              .filter(starts::contains);
      rule.restrict(starts, question, open);
      exempt.ifPresent(starts::add);
    }
    return starts;
  }

  private boolean exempts(Rule rule, Instant start) {
    return kept.filter(one -> one.exempts(rule, start)).isPresent();
  }

  /**
   * The rules that a booking would break with the resources that suit it best: none, when there is
   * a main resource and one more of each group, all different, with which it breaks none. Without
   * any main resource to judge there is nothing to break.
   *
   * <p>A start within a minute, one before 1970 or after 9999, and a duration that is no multiple
   * of five from 5 to 1440, nor up to seven whole days, or longer than a day and than the service
   * ever takes, are reported even when the rule is ignored, because such a time cannot be taken at
   * all. Any whole minute can be: the booking then takes every cell that it touches.
   *
   * @param ignored rules that staff set aside
   */
  public List<BrokenRule> judge(
      ServiceNeeds needs, Instant start, int durationMinutes, Set<SchedulingRule> ignored) {
    List<BrokenRule> unusable = unusable(start, durationMinutes);
    if (!unusable.isEmpty()) {
      return unusable;
    }
    List<BrokenRule> fewest = List.of();
    for (BookableResource main : needs.mains()) {
      List<BrokenRule> broken = judge(needs, main, start, durationMinutes, ignored);
      if (broken.isEmpty()) {
        return broken;
      }
      if (fewest.isEmpty() || broken.size() < fewest.size()) {
        fewest = broken;
      }
    }
    return fewest;
  }

  /**
   * The same for each offer with its own duration: none, when there is an offer that breaks none.
   */
  public List<BrokenRule> judge(Offers offers, Instant start, Set<SchedulingRule> ignored) {
    List<BrokenRule> fewest = List.of();
    for (ServiceNeeds offer : offers.each()) {
      List<BrokenRule> broken = judge(offer, start, offer.service().durationMinutes(), ignored);
      if (broken.isEmpty()) {
        return broken;
      }
      if (fewest.isEmpty() || broken.size() < fewest.size()) {
        fewest = broken;
      }
    }
    return fewest;
  }

  /** True when this resource can have this part at that time without breaking a rule. */
  public boolean allows(
      BookableService service,
      BookableResource resource,
      Part part,
      Instant start,
      int durationMinutes,
      Set<SchedulingRule> ignored) {
    return unusable(start, durationMinutes).isEmpty()
        && broken(
                Question.of(
                    service,
                    resource,
                    part,
                    timeline.lasting(start, durationMinutes),
                    durationMinutes),
                start,
                ignored)
            .isEmpty();
  }

  /**
   * All rules that this resource would break with this part at that time, also beside one that
   * makes the time unusable.
   *
   * @param durationMinutes a multiple of 5 from 5 to 10080
   */
  public Set<SchedulingRule> broken(
      BookableService service,
      BookableResource resource,
      Part part,
      Instant start,
      int durationMinutes,
      Set<SchedulingRule> ignored) {
    Set<SchedulingRule> broken =
        broken(
            Question.of(
                service, resource, part, timeline.lasting(start, durationMinutes), durationMinutes),
            start,
            ignored);
    unusable(start, durationMinutes).forEach(one -> broken.add(one.rule()));
    return broken;
  }

  /** When resources are open. */
  public OpenWindows windows() {
    return windows;
  }

  private List<BrokenRule> judge(
      ServiceNeeds needs,
      BookableResource main,
      Instant start,
      int durationMinutes,
      Set<SchedulingRule> ignored) {
    Question question =
        Question.of(
            needs.service(),
            main,
            Part.MAIN,
            timeline.lasting(start, durationMinutes),
            durationMinutes);
    Set<SchedulingRule> broken = broken(question, start, ignored);
    if (!needs.groups().isEmpty() && !ignored.contains(SchedulingRule.OPENING_HOURS)) {
      List<List<BookableResource>> parts = new ArrayList<>();
      parts.add(List.of(main));
      for (List<BookableResource> group : needs.groups()) {
        parts.add(group.stream().filter(member -> isOpen(question, member, start)).toList());
      }
      if (!DistinctChoice.isPossible(ServiceNeeds.ids(parts))) {
        broken.add(SchedulingRule.OPENING_HOURS);
      }
    }
    return rules.stream()
        .filter(rule -> broken.contains(rule.kind()))
        .map(rule -> new BrokenRule(rule.kind(), rule.detail(question)))
        .toList();
  }

  private boolean isOpen(Question main, BookableResource member, Instant start) {
    Question question =
        new Question(main.service(), member, Part.FURTHER, main.durationMinutes(), main.cells());
    return !broken(question, start, EnumSet.noneOf(SchedulingRule.class))
        .contains(SchedulingRule.OPENING_HOURS);
  }

  private EnumSet<SchedulingRule> broken(
      Question question, Instant start, Set<SchedulingRule> ignored) {
    EnumSet<SchedulingRule> broken = EnumSet.noneOf(SchedulingRule.class);
    long cell = Cells.containing(start);
    CellRange range = new CellRange(cell, cell + 1);
    List<OpenWindow> open = windows.of(question.resource(), question.taken(range), reach);
    for (Rule rule : rules) {
      if (!ignored.contains(rule.kind()) && !exempts(rule, start)) {
        CellSet one = CellSet.all(range);
        rule.restrict(one, question, open);
        // A start within a cell is on no grid.
        if (one.isEmpty() || (rule.kind() == SchedulingRule.INTERVAL && !Cells.isAligned(start))) {
          broken.add(rule.kind());
        }
      }
    }
    // Staff set durations aside up to a day, and up to what the service may take anyway: it has
    // been
    // looked at that this fits into a transaction.
    if (question.durationMinutes() > Cells.MINUTES_OF_DAY
        && question.durationMinutes() > question.service().terms().durations().longest()) {
      broken.add(SchedulingRule.DURATION);
    }
    return broken;
  }

  private static List<BrokenRule> unusable(Instant start, int durationMinutes) {
    List<BrokenRule> unusable = new ArrayList<>();
    if (start.isBefore(EARLIEST)) {
      unusable.add(new BrokenRule(SchedulingRule.NOTICE, "no booking can start then"));
    }
    if (start.isAfter(LATEST)) {
      unusable.add(new BrokenRule(SchedulingRule.HORIZON, "no booking can start then"));
    }
    if (!start.truncatedTo(ChronoUnit.MINUTES).equals(start)) {
      unusable.add(new BrokenRule(SchedulingRule.INTERVAL, "a start must be a whole minute"));
    }
    if (durationMinutes < BookableService.MINIMUM_DURATION
        || durationMinutes > BookableService.MAXIMUM_DURATION
        || (durationMinutes > Cells.MINUTES_OF_DAY && durationMinutes % Cells.MINUTES_OF_DAY != 0)
        || durationMinutes % Cells.MINUTES != 0) {
      unusable.add(
          new BrokenRule(
              SchedulingRule.DURATION,
              "a duration must be a multiple of 5 from 5 to 1440, or up to seven whole days"));
    }
    return unusable;
  }
}
