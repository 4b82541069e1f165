package io.marcado.bookings.explain;

import io.marcado.bookings.availability.Assignment;
import io.marcado.bookings.availability.Slot;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.ClassSession;
import io.marcado.bookings.rules.BookingRules;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalTimeline;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Why a time can be booked or not.
 *
 * @param timeline in which times are told
 * @param now from which notice and horizon count
 * @param needs with the asked main resource, if one was asked for
 * @param time of the booking: with the one who would do it, else of its usual duration
 * @param refusal what booking would answer; empty when it works
 * @param ofClient what concerns the client alone; empty for nobody in particular
 * @param candidates for each need, the main one first
 * @param chosen who would do it; empty when nobody can
 * @param tellsRule whether the caller may know the rule by which it was chosen
 * @param alternatives what booking would propose instead; empty when it works
 * @param before the last times before it that would work, nearest first
 * @param after the first ones after it
 * @param inTheWay what has time of its resources then; only for callers who may see it, else empty
 */
public record Explanation(
    OrganizationSettings settings,
    BookingRules rules,
    LocalTimeline timeline,
    Instant now,
    ServiceNeeds needs,
    Interval time,
    Optional<BookingRefusal> refusal,
    List<Check> ofClient,
    List<List<Candidate>> candidates,
    Optional<Assignment> chosen,
    boolean tellsRule,
    List<Slot> alternatives,
    List<Slot> before,
    List<Slot> after,
    Optional<InTheWay> inTheWay)
    implements Explained {
  /**
   * What has time of resources.
   *
   * @param blocks with their reasons as far as the caller may know them
   */
  public record InTheWay(
      List<Booking> bookings, List<ClassSession> sessions, List<BlockingTime> blocks) {
    /** Nothing has. */
    public static final InTheWay NOTHING = new InTheWay(List.of(), List.of(), List.of());

    public InTheWay {
      bookings = List.copyOf(bookings);
      sessions = List.copyOf(sessions);
      blocks = List.copyOf(blocks);
    }
  }

  public Explanation {
    ofClient = List.copyOf(ofClient);
    candidates = candidates.stream().map(List::copyOf).toList();
    alternatives = List.copyOf(alternatives);
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /** The same where nobody would do it, since something else of the visit does not work. */
  public Explanation withoutChoice() {
    return new Explanation(
        settings,
        rules,
        timeline,
        now,
        needs,
        time,
        refusal,
        ofClient,
        candidates,
        Optional.empty(),
        tellsRule,
        alternatives,
        before,
        after,
        inTheWay);
  }

  @Override
  public boolean works() {
    return refusal.isEmpty();
  }
}
