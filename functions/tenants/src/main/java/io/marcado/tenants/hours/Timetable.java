package io.marcado.tenants.hours;

import io.marcado.domain.time.DailyWindow;
import io.marcado.domain.time.WindowBooking;
import io.marcado.tenants.hours.HoursRule.Join;
import io.marcado.tenants.hours.HoursRule.State;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * What rules mean together: a later one counts instead of those before it on its dates, unless it
 * says that it adds to them or fills what they leave.
 */
final class Timetable {
  private final List<HoursRule> rules;

  Timetable(List<HoursRule> rules) {
    this.rules = List.copyOf(rules);
  }

  /**
   * The windows of a date, by opening.
   *
   * @param holding says which rules hold on it, by their place in the list
   */
  List<DailyWindow> on(IntPredicate holding) {
    List<DailyWindow> windows = List.of();
    for (int i = 0; i < rules.size(); i++) {
      if (holding.test(i)) {
        windows = after(windows, rules.get(i));
      }
    }
    return merged(windows);
  }

  /** The windows of a date that is no holiday, by opening. */
  List<DailyWindow> on(LocalDate date) {
    return on(i -> rules.get(i).include(date));
  }

  private static List<DailyWindow> after(List<DailyWindow> before, HoursRule rule) {
    if (rule.state() == State.OFF && rule.join() == Join.OTHERWISE) {
      return before;
    }
    if (rule.state() == State.OFF) {
      List<DailyWindow> left = rule.times().isEmpty() ? List.of() : before;
      for (Span off : rule.times()) {
        left = without(left, off.from(), off.to());
      }
      return left;
    }
    List<DailyWindow> own = windows(rule);
    return switch (rule.join()) {
      case INSTEAD -> own;
      case ALSO -> joined(own, before);
      case OTHERWISE -> joined(before, own);
    };
  }

  /** The windows of a rule, by opening, apart from each other. */
  static List<DailyWindow> windows(HoursRule rule) {
    List<Span> times = rule.times().isEmpty() ? List.of(Span.ALL_DAY) : rule.times();
    List<DailyWindow> windows = List.of();
    // Times with a stated end go before those with an open one.
    for (Span time : times.stream().sorted(Comparator.comparing(Span::openEnd)).toList()) {
      windows =
          joined(
              windows,
              List.of(new DailyWindow(time.from(), time.to()).bookedBy(booking(rule, time))));
    }
    return windows;
  }

  /**
   * By appointment at stated times, a client may ask. At no stated time we do not offer the whole
   * day to clients: staff enter what was agreed.
   */
  private static WindowBooking booking(HoursRule rule, Span time) {
    if (rule.state() == State.APPOINTMENT) {
      return rule.times().isEmpty() ? WindowBooking.STAFF : WindowBooking.APPROVAL;
    }
    return time.openEnd() ? WindowBooking.APPROVAL : WindowBooking.DIRECT;
  }

  /** All of the first, and of the second what is in none of these; those that touch are one. */
  private static List<DailyWindow> joined(List<DailyWindow> first, List<DailyWindow> second) {
    List<DailyWindow> all = new ArrayList<>(first);
    for (DailyWindow window : second) {
      List<DailyWindow> left = List.of(window);
      for (DailyWindow other : first) {
        left = without(left, other.opens(), other.closes());
      }
      all.addAll(left);
    }
    all.sort(DailyWindow.BY_OPENING);
    return merged(all);
  }

  /** Those that touch are one. */
  private static List<DailyWindow> merged(List<DailyWindow> windows) {
    List<DailyWindow> merged = new ArrayList<>();
    for (DailyWindow window : windows) {
      DailyWindow last = merged.isEmpty() ? null : merged.getLast();
      if (last != null && last.closes() == window.opens() && last.booking() == window.booking()) {
        merged.removeLast();
        merged.add(new DailyWindow(last.opens(), window.closes()).bookedBy(last.booking()));
      } else {
        merged.add(window);
      }
    }
    return merged;
  }

  private static List<DailyWindow> without(List<DailyWindow> windows, int from, int to) {
    List<DailyWindow> left = new ArrayList<>();
    for (DailyWindow window : windows) {
      if (window.closes() <= from || to <= window.opens()) {
        left.add(window);
        continue;
      }
      if (window.opens() < from) {
        left.add(new DailyWindow(window.opens(), from).bookedBy(window.booking()));
      }
      // A window opens on its own date.
      if (to < window.closes() && to < DailyWindow.DAY) {
        left.add(new DailyWindow(to, window.closes()).bookedBy(window.booking()));
      }
    }
    return left;
  }
}
