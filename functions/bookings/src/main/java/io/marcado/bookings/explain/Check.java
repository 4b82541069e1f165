package io.marcado.bookings.explain;

import io.marcado.bookings.rules.SchedulingRule;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/**
 * One rule's answer.
 *
 * @param works true when it is not in the way
 * @param setAside true when the caller need not keep to it
 * @param date the date that says when it is open
 * @param until when the time may be free again
 */
public record Check(
    CheckCode code,
    boolean works,
    boolean setAside,
    Optional<LocalDate> date,
    Optional<Instant> until) {

  /** A check that says no more than whether it works. */
  public static Check of(CheckCode code, boolean works) {
    return new Check(code, works, false, Optional.empty(), Optional.empty());
  }

  /**
   * A check of one rule that may be set aside.
   *
   * @param setAside the rules that do not judge the start; empty when it is in the past, which
   *     breaks the notice
   */
  public static Check of(
      CheckCode code,
      SchedulingRule rule,
      Set<SchedulingRule> broken,
      Optional<Set<SchedulingRule>> setAside) {
    if (setAside.filter(ignored -> ignored.contains(rule)).isPresent()) {
      return setAside(code);
    }
    boolean past = setAside.isEmpty() && rule == SchedulingRule.NOTICE;
    return of(code, !past && !broken.contains(rule));
  }

  static Check ofHours(CheckCode code, boolean works, LocalDate date) {
    return new Check(code, works, false, Optional.of(date), Optional.empty());
  }

  static Check setAside(CheckCode code) {
    return new Check(code, true, true, Optional.empty(), Optional.empty());
  }

  static Check held(Instant until) {
    return new Check(CheckCode.HELD, false, false, Optional.empty(), Optional.of(until));
  }
}
