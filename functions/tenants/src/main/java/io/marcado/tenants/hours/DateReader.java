package io.marcado.tenants.hours;

import io.marcado.tenants.hours.HoursRule.Dates;
import io.marcado.tenants.hours.HoursRule.FromEaster;
import io.marcado.tenants.hours.HoursRule.InYears;
import io.marcado.tenants.hours.HoursRule.Once;
import io.marcado.tenants.hours.HoursRule.Yearly;
import io.marcado.tenants.hours.Token.Kind;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.util.List;
import java.util.Optional;

/** Reads dates, months and years, and what lies from one to another. */
final class DateReader {
  private final TokenReader in;
  private final List<Dates> dates;

  /** Reads from here, and adds to these. */
  DateReader(TokenReader in, List<Dates> dates) {
    this.in = in;
    this.dates = dates;
  }

  /** One end of a range of dates, as far as it says. */
  private record Point(
      Optional<Integer> year, int month, Optional<Integer> day, Optional<Integer> fromEaster) {
    static Point of(LocalDate date) {
      return new Point(
          Optional.of(date.getYear()),
          date.getMonthValue(),
          Optional.of(date.getDayOfMonth()),
          Optional.empty());
    }
  }

  void read() {
    Point from = point(Optional.empty());
    Point to = from;
    if (in.is(in.at, Kind.TO) && beginsPoint(in.at + 1, from)) {
      in.take(1);
      to = point(Optional.of(from));
    }
    add(from, to);
    // More days of the same month, as in Dec 24,31.
    while (from.month() > 0
        && from.day().isPresent()
        && in.is(in.at, Kind.COMMA)
        && in.is(in.at + 1, Kind.NUMBER)
        && !in.isHours(in.at + 1)
        && !in.isYear(in.at + 1)
        && !in.isDayBeforeMonth(in.at + 1)) {
      in.take(1);
      Point next =
          new Point(
              from.year(), to.month(), Optional.of(in.tokens.get(in.at).value()), Optional.empty());
      in.take(1);
      Point last = next;
      if (in.is(in.at, Kind.TO) && in.is(in.at + 1, Kind.NUMBER) && !in.isHours(in.at + 1)) {
        last =
            new Point(
                from.year(),
                to.month(),
                Optional.of(in.tokens.get(in.at + 1).value()),
                Optional.empty());
        in.take(2);
      }
      add(next, last);
    }
  }

  private boolean beginsPoint(int index, Point from) {
    if (in.is(index, Kind.MONTH, Kind.DATE, Kind.EASTER) || in.isYear(index)) {
      return true;
    }
    return in.is(index, Kind.NUMBER) && from.day().isPresent() && !in.isHours(index)
        || in.isDayBeforeMonth(index);
  }

  /** Reads a date, a month, or a year. */
  private Point point(Optional<Point> from) {
    Token token = in.tokens.get(in.at);
    if (token.is(Kind.DATE)) {
      in.take(1);
      return Point.of(LocalDate.ofEpochDay(token.value()));
    }
    Optional<Integer> year = Optional.empty();
    if (in.isYear(in.at)) {
      year = Optional.of(token.value());
      in.take(1);
    }
    if (in.is(in.at, Kind.EASTER)) {
      in.take(1);
      int days = 0;
      if (in.is(in.at, Kind.PLUS, Kind.TO)
          && in.is(in.at + 1, Kind.NUMBER)
          && !in.isHours(in.at + 1)) {
        days = in.tokens.get(in.at + 1).value() * (in.is(in.at, Kind.PLUS) ? 1 : -1);
        in.take(2);
      }
      return new Point(year, 0, Optional.empty(), Optional.of(days));
    }
    if (in.isDayBeforeMonth(in.at)) {
      int day = in.tokens.get(in.at).value();
      int month = in.tokens.get(in.at + 1).value();
      in.take(2);
      if (year.isEmpty() && in.isYear(in.at)) {
        year = Optional.of(in.tokens.get(in.at).value());
        in.take(1);
      }
      return new Point(year, month, Optional.of(day), Optional.empty());
    }
    if (in.isDaysBeforeMonth(in.at)) {
      Point first =
          new Point(
              year,
              in.tokens.get(in.at + 3).value(),
              Optional.of(in.tokens.get(in.at).value()),
              Optional.empty());
      in.take(1);
      return first;
    }
    if (in.is(in.at, Kind.MONTH)) {
      int month = in.tokens.get(in.at).value();
      in.take(1);
      if (from.isPresent()
          && from.get().day().isPresent()
          && in.is(in.at, Kind.DAY)
          && in.is(in.at + 1, Kind.OPENING_BRACKET)) {
        throw new DateTimeException("a range that ends with a day of the week");
      }
      boolean whole = from.isPresent() && from.get().day().isEmpty();
      if (in.is(in.at, Kind.NUMBER)
          && !whole
          && !in.isYear(in.at)
          && !in.isHours(in.at)
          && in.tokens.get(in.at).value() <= 31) {
        int day = in.tokens.get(in.at).value();
        in.take(1);
        return new Point(year, month, Optional.of(day), Optional.empty());
      }
      return new Point(year, month, Optional.empty(), Optional.empty());
    }
    if (in.is(in.at, Kind.NUMBER) && from.isPresent() && year.isEmpty()) {
      int day = in.tokens.get(in.at).value();
      in.take(1);
      return new Point(from.get().year(), from.get().month(), Optional.of(day), Optional.empty());
    }
    return new Point(year, 0, Optional.empty(), Optional.empty());
  }

  private void add(Point from, Point to) {
    if (from.fromEaster().isPresent() && to.fromEaster().isPresent() && from.year().isPresent()) {
      dates.add(
          new Once(
              Easter.in(from.year().get()).plusDays(from.fromEaster().get()),
              Easter.in(to.year().orElse(from.year().get())).plusDays(to.fromEaster().get())));
      return;
    }
    if (from.fromEaster().isPresent() && to.fromEaster().isPresent()) {
      dates.add(new FromEaster(from.fromEaster().get(), to.fromEaster().get()));
      return;
    }
    if (from.fromEaster().isPresent() || to.fromEaster().isPresent()) {
      throw new DateTimeException("a range with one end at Easter");
    }
    int lastMonth = to.month() == 0 ? 12 : to.month();
    MonthDay first = MonthDay.of(from.month() == 0 ? 1 : from.month(), from.day().orElse(1));
    MonthDay last = MonthDay.of(lastMonth, to.day().orElse(Month.of(lastMonth).maxLength()));
    if (from.year().isEmpty()) {
      dates.add(new Yearly(first, last));
    } else if (from.month() == 0 || to.year().isEmpty() || to == from) {
      int lastYear = to.year().orElse(from.year().get());
      if (from.month() == 0 || !first.isAfter(last)) {
        dates.add(new InYears(new Yearly(first, last), from.year().get(), lastYear));
      } else {
        dates.add(new Once(first.atYear(from.year().get()), last.atYear(lastYear + 1)));
      }
    } else {
      dates.add(new Once(first.atYear(from.year().get()), last.atYear(to.year().get())));
    }
  }
}
