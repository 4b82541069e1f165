package io.marcado.tenants.hours;

import io.marcado.domain.time.DailyWindow;
import io.marcado.tenants.hours.HoursRule.Dates;
import io.marcado.tenants.hours.HoursRule.Day;
import io.marcado.tenants.hours.HoursRule.Join;
import io.marcado.tenants.hours.HoursRule.State;
import io.marcado.tenants.hours.HoursRule.Weeks;
import io.marcado.tenants.hours.NotUnderstood.Reason;
import io.marcado.tenants.hours.Token.Kind;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes rules of a text in the syntax of opening_hours, or in what people write instead. A part
 * that it cannot use is named and left out; a rule of which the times are left out is left out
 * whole, since it would say something else without them.
 */
final class HoursParser extends TokenReader {
  /** The rules of a text, in its order, and what of it is in none. */
  record Parsed(List<HoursRule> rules, List<NotUnderstood> notUnderstood) {}

  private static final int LAST_WEEK = 53;

  private final List<HoursRule> rules = new ArrayList<>();

  /** The rules for feasts by name, which no later rule replaces. */
  private final List<HoursRule> feasts = new ArrayList<>();

  private final List<NotUnderstood> notUnderstood = new ArrayList<>();

  private Draft rule = new Draft(Join.INSTEAD);
  private boolean afterBreak;

  /** The rule that is being read. */
  private static final class Draft {
    private final Join join;
    private final List<Dates> dates = new ArrayList<>();
    private final List<Weeks> weeks = new ArrayList<>();
    private final List<Day> days = new ArrayList<>();
    private final List<Span> times = new ArrayList<>();
    private Optional<State> state = Optional.empty();
    private boolean holidays;
    private boolean broken;
    private boolean lostDates;
    private boolean narrowed;
    private boolean stateFirst;
    private boolean feast;
    private int start = -1;
    private int strange = -1;

    Draft(Join join) {
      this.join = join;
    }

    boolean isBegun() {
      return start >= 0;
    }

    boolean isComplete() {
      return !times.isEmpty() || state.isPresent();
    }

    boolean hasSelectors() {
      return !dates.isEmpty() || !weeks.isEmpty() || !days.isEmpty() || holidays;
    }

    /**
     * True when a word before it may have said of which days it is: as one of all days it would say
     * what nobody wrote.
     */
    boolean isOfUnknownDays() {
      return strange >= 0 && !hasSelectors();
    }

    HoursRule made(int end) {
      return new HoursRule(
          join, dates, weeks, days, holidays, times, state.orElse(State.OPEN), start, end);
    }
  }

  private HoursParser(String text) {
    super(text);
  }

  static Parsed parse(String text) {
    HoursParser parser = new HoursParser(text);
    while (parser.at < parser.tokens.size()) {
      parser.next();
    }
    parser.finish(Join.INSTEAD);
    parser.rules.addAll(parser.feasts);
    return new Parsed(List.copyOf(parser.rules), List.copyOf(parser.notUnderstood));
  }

  private void next() {
    Token token = tokens.get(at);
    switch (token.kind()) {
      case DAY, DAYS -> selector(this::days);
      case MONTH, DATE, EASTER -> selector(this::dates);
      case WEEK -> selector(this::weeks);
      case HOLIDAY -> selector(this::holidays);
      case SCHOOL_HOLIDAY -> selector(this::schoolHolidays);
      case NUMBER -> {
        boolean date = isDayBeforeMonth(at) || isDaysBeforeMonth(at);
        if (isYear(at) || date && (!rule.isComplete() || rule.stateFirst)) {
          selector(this::dates);
        } else {
          time();
        }
      }
      case TIME, HALF_DAY_TIME -> time();
      case SUN -> rejectTimes(Reason.SUN);
      case ALWAYS -> {
        begin(token);
        if (rule.days.isEmpty()) {
          everyDay();
        }
        rule.times.add(Span.ALL_DAY);
        at++;
      }
      case ALL_DAY -> {
        begin(token);
        rule.times.add(Span.ALL_DAY);
        at++;
      }
      case OFF -> state(token, State.OFF);
      case OPEN -> state(token, State.OPEN);
      case UNKNOWN, APPOINTMENT -> state(token, State.APPOINTMENT);
      case COMMENT -> comment(token);
      case SEMICOLON -> {
        finish(Join.INSTEAD);
        at++;
      }
      case OTHERWISE -> {
        finish(Join.OTHERWISE);
        at++;
      }
      case BREAK -> {
        at++;
        if (rule.isComplete()) {
          finish(Join.INSTEAD);
          afterBreak = true;
        }
      }
      case COMMA, AND -> {
        at++;
        // After its times, what is not another time begins a rule that adds to those before.
        boolean ofTheseTimes = rule.state.isEmpty() && is(at, Kind.APPOINTMENT, Kind.UNKNOWN);
        if (rule.isComplete()
            && !ofTheseTimes
            && !isOfTheState()
            && (!isTime(at) || rule.state.isPresent())) {
          finish(Join.ALSO);
        }
      }
      // Between a day and its times, as in Monday: 9-5 and Monday - closed.
      case COLON, TO -> at++;
      default -> strange();
    }
  }

  // Selectors

  private void selector(Runnable read) {
    boolean ofState = rule.stateFirst && rule.times.isEmpty();
    if (rule.isComplete() && !ofState) {
      finish(Join.INSTEAD);
    }
    begin(tokens.get(at));
    rule.feast |= tokens.get(at).isImplied();
    read.run();
    afterBreak = false;
  }

  private void days() {
    Token token = tokens.get(at);
    if (token.is(Kind.DAYS)) {
      for (DayOfWeek day : DayOfWeek.values()) {
        if ((token.value() & (1 << day.ordinal())) != 0) {
          rule.days.add(new Day(day, Set.of()));
        }
      }
      take(1);
      return;
    }
    DayOfWeek first = DayOfWeek.of(token.value());
    take(1);
    Set<Integer> ofMonth = ofMonth();
    if (!ofMonth.isEmpty() && is(at, Kind.TO) && is(at + 1, Kind.MONTH, Kind.DATE, Kind.EASTER)) {
      // From one such day to another: not weekly at all.
      reject(2, Reason.NO_DATE);
      rule.lostDates = true;
    }
    Optional<DayOfWeek> last =
        at + 1 < tokens.size() && is(at, Kind.TO) ? dayAt(at + 1) : Optional.empty();
    if (last.isEmpty()) {
      rule.days.add(new Day(first, ofMonth));
      return;
    }
    take(2);
    if (is(at, Kind.OPENING_BRACKET)) {
      reject(1, Reason.NO_DATE);
      rule.lostDates = true;
    }
    for (DayOfWeek day = first; day != last.get(); day = day.plus(1)) {
      rule.days.add(new Day(day, ofMonth));
    }
    rule.days.add(new Day(last.get(), ofMonth));
  }

  /** A day of the week; in a list of Spanish days mar is Tuesday. */
  private Optional<DayOfWeek> dayAt(int index) {
    if (is(index, Kind.DAY)) {
      return Optional.of(DayOfWeek.of(tokens.get(index).value()));
    }
    return isMar(index) ? Optional.of(DayOfWeek.TUESDAY) : Optional.empty();
  }

  private boolean isMar(int index) {
    return is(index, Kind.MONTH)
        && Tokens.plain(textOf(index, index + 1)).replace(".", "").equals("mar");
  }

  /** The numbers in brackets after a day of the week. */
  private Set<Integer> ofMonth() {
    Set<Integer> numbers = new HashSet<>();
    if (!is(at, Kind.OPENING_BRACKET)) {
      return numbers;
    }
    int opening = at;
    take(1);
    while (at < tokens.size() && !is(at, Kind.CLOSING_BRACKET)) {
      if (is(at, Kind.COMMA)) {
        at++;
      }
      boolean negative = is(at, Kind.TO);
      if (negative) {
        at++;
      }
      if (negative && is(at, Kind.NUMBER)) {
        numbers.add(-tokens.get(at).value());
      } else if (is(at, Kind.NUMBER)) {
        int first = tokens.get(at).value();
        if (is(at + 1, Kind.TO) && is(at + 2, Kind.NUMBER)) {
          at += 2;
        }
        for (int number = first; number <= Math.min(tokens.get(at).value(), 5); number++) {
          numbers.add(number);
        }
      } else {
        break;
      }
      at++;
    }
    boolean closed = is(at, Kind.CLOSING_BRACKET);
    take(closed ? 1 : 0);
    if (!closed || numbers.isEmpty() || numbers.stream().anyMatch(n -> n == 0 || n < -5 || n > 5)) {
      note(opening, at, Reason.NO_DATE);
      rule.lostDates = true;
    }
    if (isShift(at)) {
      reject(2, Reason.NO_DATE);
      rule.lostDates = true;
    }
    return numbers;
  }

  private void holidays() {
    boolean onSomeDays =
        !rule.days.isEmpty()
                && at > 0
                && !is(at - 1, Kind.COMMA, Kind.AND, Kind.BREAK, Kind.SEMICOLON)
            || is(at + 1, Kind.DAY, Kind.DAYS)
            || is(at + 1, Kind.COLON) && is(at + 2, Kind.DAY, Kind.DAYS)
            || !rule.dates.isEmpty() && !is(at - 1, Kind.COMMA, Kind.AND);
    if (onSomeDays && !rule.stateFirst || isShift(at + 1)) {
      reject(isShift(at + 1) ? 3 : 1, Reason.SOME_HOLIDAYS);
      rule.lostDates = true;
      return;
    }
    rule.holidays = true;
    take(1);
  }

  /** True for a number of days after or before something. */
  private boolean isShift(int index) {
    return is(index, Kind.PLUS, Kind.TO)
        && is(index + 1, Kind.NUMBER)
        && !is(index + 2, Kind.TO, Kind.PLUS);
  }

  private void schoolHolidays() {
    boolean inList =
        is(at - 1, Kind.COMMA, Kind.AND) && rule.hasSelectors() || is(at + 1, Kind.COMMA, Kind.AND);
    reject(1, Reason.SCHOOL_HOLIDAYS);
    // In a list the other days are still right; alone, or with others in it, nothing is.
    rule.lostDates |= !inList;
    rule.narrowed |= inList;
  }

  private void weeks() {
    int word = at;
    take(1);
    int known = rule.weeks.size();
    while (is(at, Kind.NUMBER) && !isHours(at)) {
      int from = tokens.get(at).value();
      int to = from;
      int step = 1;
      take(1);
      if (is(at, Kind.TO) && is(at + 1, Kind.NUMBER)) {
        to = tokens.get(at + 1).value();
        take(2);
      }
      if (is(at, Kind.STROKE) && is(at + 1, Kind.NUMBER)) {
        step = tokens.get(at + 1).value();
        take(2);
      }
      if (from < 1 || to > LAST_WEEK || from > to || step < 1) {
        note(word, at, Reason.NO_DATE);
        rule.lostDates = true;
        return;
      }
      rule.weeks.add(new Weeks(from, to, step));
      if (is(at, Kind.COMMA) && is(at + 1, Kind.NUMBER)) {
        at++;
      }
    }
    if (rule.weeks.size() == known) {
      note(word, at, Reason.NO_DATE);
      rule.lostDates = true;
    }
  }

  private void dates() {
    int first = at;
    if (isMar(at) && (dayAt(at - 1).isPresent() || isBesideDays())) {
      rule.days.add(new Day(DayOfWeek.TUESDAY, Set.of()));
      if (is(at + 1, Kind.TO) && dayAt(at + 2).isPresent()) {
        DayOfWeek last = dayAt(at + 2).get();
        for (DayOfWeek day = DayOfWeek.WEDNESDAY; day != last.plus(1); day = day.plus(1)) {
          rule.days.add(new Day(day, Set.of()));
        }
        take(2);
      }
      take(1);
      return;
    }
    if (!rule.dates.isEmpty() && !is(at - 1, Kind.COMMA, Kind.AND, Kind.BREAK)) {
      reject(1, Reason.NO_DATE);
      rule.lostDates = true;
      return;
    }
    try {
      new DateReader(this, rule.dates).read();
    } catch (DateTimeException e) {
      note(first, Math.max(at, first + 1), Reason.NO_DATE);
      at = Math.max(at, first + 1);
      rule.lostDates = true;
    }
  }

  private boolean isBesideDays() {
    return is(at - 1, Kind.COMMA, Kind.TO, Kind.AND) && dayAt(at - 2).isPresent()
        || is(at + 1, Kind.COMMA, Kind.TO, Kind.AND) && dayAt(at + 2).isPresent() && !isMar(at + 2);
  }

  // Times

  /** True where only more days follow the word of a state, as in closed on Sundays and holidays. */
  private boolean isOfTheState() {
    if (!rule.stateFirst || !rule.times.isEmpty()) {
      return false;
    }
    int index = at;
    while (is(index, Kind.DAY, Kind.DAYS, Kind.MONTH, Kind.DATE, Kind.EASTER)
        || is(index, Kind.HOLIDAY, Kind.COMMA, Kind.AND, Kind.TO)
        || is(index, Kind.NUMBER) && (!isTime(index) || is(index - 1, Kind.MONTH))) {
      index++;
    }
    return index == tokens.size() || is(index, Kind.SEMICOLON, Kind.BREAK, Kind.OTHERWISE);
  }

  private boolean isTime(int index) {
    return is(index, Kind.TIME, Kind.HALF_DAY_TIME, Kind.SUN)
        || is(index, Kind.NUMBER) && !isYear(index) && !is(index + 1, Kind.MONTH);
  }

  private void time() {
    Token token = tokens.get(at);
    if (!rule.isBegun() && afterBreak && !rules.isEmpty()) {
      // More times of the day in the line above.
      goOn();
    }
    begin(token);
    int first = at;
    int from = minutes(token);
    boolean endKnown =
        is(at + 1, Kind.TO) && is(at + 2, Kind.TIME, Kind.HALF_DAY_TIME, Kind.NUMBER, Kind.ALL_DAY);
    if (is(at + 1, Kind.TO) && is(at + 2, Kind.SUN)) {
      at++;
      rejectFrom(first, Reason.SUN);
      return;
    }
    if (!endKnown) {
      boolean late = is(at + 1, Kind.TO) && is(at + 2, Kind.LATE);
      if ((late || is(at + 1, Kind.PLUS)) && from < DailyWindow.DAY) {
        take(late ? 3 : 2);
        int opens = (from + 4) / 5 * 5;
        add(new Span(opens, openEnd(opens), true));
        return;
      }
      rejectFrom(first, Reason.NO_TIME_SPAN);
      return;
    }
    Token last = tokens.get(at + 2);
    int to = last.is(Kind.ALL_DAY) ? DailyWindow.DAY : minutes(last);
    if (!token.is(Kind.HALF_DAY_TIME) && last.is(Kind.HALF_DAY_TIME)) {
      // 1-5pm is both in the afternoon, 9-5pm is not.
      if (to > Span.NOON && from < Span.NOON && from + Span.NOON < to) {
        from += Span.NOON;
      }
    } else if (last.is(Kind.NUMBER) && to <= Span.NOON && to <= from && from < to + Span.NOON) {
      // 9-5 ends in the afternoon, 18-2 at night.
      to += Span.NOON;
    }
    take(3);
    boolean goesOn = is(at, Kind.PLUS);
    take(goesOn ? 1 : 0);
    if (is(at, Kind.STROKE)) {
      // Times at intervals: opening hours of something else than a business.
      note(first, Math.min(at + 2, tokens.size()), Reason.NO_TIME_SPAN);
      at = Math.min(at + 2, tokens.size());
      rule.broken = true;
      return;
    }
    if (to == DailyWindow.DAY - 1) {
      to = DailyWindow.DAY;
    }
    if (to <= from) {
      to += DailyWindow.DAY;
    }
    from = (from + 4) / 5 * 5;
    to = to / 5 * 5;
    if (from >= DailyWindow.DAY || to > DailyWindow.LATEST || from >= to) {
      note(first, at, Reason.NO_TIME_SPAN);
      rule.broken = true;
      return;
    }
    add(new Span(from, to, false));
    if (goesOn && to < DailyWindow.DAY) {
      add(new Span(to, openEnd(to), true));
    } else if (goesOn) {
      // Into the next date: too late for anybody to book.
      note(at - 1, at, Reason.REMARK);
    }
  }

  /** Another time in the one before it, which does not say when it closes, closes that. */
  private void add(Span time) {
    rule.times.replaceAll(
        before ->
            before.openEnd() && before.from() <= time.from() && time.to() < before.to()
                ? new Span(before.from(), time.to(), true)
                : before);
    rule.times.add(time);
  }

  /** When something that does not say when it closes may be thought to close. */
  private static int openEnd(int from) {
    return from < 17 * 60 ? DailyWindow.DAY : from < 22 * 60 ? from + 10 * 60 : from + 8 * 60;
  }

  private static int minutes(Token token) {
    return token.is(Kind.NUMBER) ? token.value() * 60 : token.value();
  }

  /** Takes the last rule back, to add times to it. */
  private void goOn() {
    HoursRule last = rules.getLast();
    if (last.times().isEmpty() || last.state() == State.OFF) {
      return;
    }
    rules.removeLast();
    boolean broken = rule.broken;
    rule = new Draft(last.join());
    rule.dates.addAll(last.dates());
    rule.weeks.addAll(last.weeks());
    rule.days.addAll(last.days());
    rule.times.addAll(last.times());
    rule.holidays = last.holidays();
    rule.state = last.state() == State.OPEN ? Optional.empty() : Optional.of(last.state());
    rule.broken = broken;
    rule.start = last.start();
    end = last.end();
  }

  private void rejectTimes(Reason reason) {
    begin(tokens.get(at));
    rejectFrom(at, reason);
  }

  /** Leaves out a span of times of which the first token is at an index. */
  private void rejectFrom(int first, Reason reason) {
    at = Math.max(at, first) + 1;
    while (is(at, Kind.TO, Kind.PLUS)
            && is(at + 1, Kind.TIME, Kind.HALF_DAY_TIME, Kind.SUN, Kind.NUMBER)
        || at == first + 1 && is(at, Kind.PLUS)) {
      at += is(at + 1, Kind.TIME, Kind.HALF_DAY_TIME, Kind.SUN, Kind.NUMBER) ? 2 : 1;
    }
    at = Math.min(at, tokens.size());
    note(first, at, reason);
    rule.broken = true;
  }

  // States and remarks

  private void state(Token token, State said) {
    // After open another state is of the same rule, as in open by appointment.
    boolean ofNextDays =
        said == State.OFF && rule.isComplete() && is(at + 1, Kind.DAY, Kind.DAYS, Kind.HOLIDAY);
    if (ofNextDays || rule.state.isPresent() && rule.state.get() != State.OPEN) {
      finish(Join.INSTEAD);
    }
    rule.stateFirst = !rule.isBegun();
    begin(token);
    rule.state = Optional.of(said);
    at++;
    afterBreak = false;
  }

  private void comment(Token token) {
    String said = text.substring(token.start(), token.end()).replace("\"", "");
    boolean appointment = Tokens.of(said).stream().anyMatch(one -> one.is(Kind.APPOINTMENT));
    // Before its days, as in "by appointment": Mo.
    rule.stateFirst |= !rule.isBegun();
    begin(token);
    if (appointment && rule.state.orElse(State.OPEN) != State.OFF) {
      rule.state = Optional.of(State.APPOINTMENT);
    } else {
      note(at, at + 1, Reason.REMARK);
      // With a remark and no word for open, one must ask.
      rule.state = Optional.of(rule.state.orElse(State.APPOINTMENT));
    }
    at++;
  }

  private void strange() {
    int first = at;
    while (is(
        at, Kind.STRANGE, Kind.STROKE, Kind.PLUS, Kind.OPENING_BRACKET, Kind.CLOSING_BRACKET)) {
      at++;
    }
    at = Math.max(at, first + 1);
    note(first, at, Reason.UNKNOWN_WORD);
    if (!rule.isComplete()) {
      rule.broken = true;
    }
    if (!rule.isBegun() && rule.strange < 0) {
      rule.strange = tokens.get(first).start();
    }
  }

  // Rules

  private void begin(Token token) {
    if (!rule.isBegun()) {
      rule.start = token.start();
    }
    end = Math.max(end, token.end());
  }

  private void everyDay() {
    for (DayOfWeek day : DayOfWeek.values()) {
      rule.days.add(new Day(day, Set.of()));
    }
  }

  private void finish(Join then) {
    // With words or times left out, days without times are not days open all day.
    boolean usable = rule.isComplete() || rule.hasSelectors() && !rule.broken;
    boolean lost = rule.lostDates || rule.narrowed && !rule.hasSelectors();
    boolean lostTimes =
        rule.broken && rule.times.isEmpty() && rule.state.orElse(State.OPEN) != State.OFF;
    if (rule.isBegun() && rule.isOfUnknownDays()) {
      leaveOut(rule.strange);
    } else if (rule.isBegun() && (lost || lostTimes || !usable)) {
      leaveOut(rule.start);
    } else if (rule.isBegun()) {
      (rule.feast ? feasts : rules).add(rule.made(end));
    }
    rule = new Draft(then);
    afterBreak = false;
    end = 0;
  }

  /** Names the whole rule instead of the part of it that was not understood. */
  private void leaveOut(int from) {
    Reason reason = Reason.UNKNOWN_WORD;
    int until = end;
    for (NotUnderstood part : List.copyOf(notUnderstood)) {
      if (part.position() >= from) {
        reason = part.isHarmless() ? reason : part.reason();
        until = Math.max(until, part.position() + part.text().length());
        notUnderstood.remove(part);
      }
    }
    notUnderstood.add(new NotUnderstood(text.substring(from, until), from, reason));
  }

  private void reject(int count, Reason reason) {
    int until = Math.min(at + count, tokens.size());
    note(at, until, reason);
    at = until;
  }

  private void note(int first, int until, Reason reason) {
    if (until > first) {
      notUnderstood.add(new NotUnderstood(textOf(first, until), tokens.get(first).start(), reason));
    }
  }
}
