package io.marcado.domain.time;

import io.marcado.domain.Bounds;
import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A date of the business with hours of its own, or several in a row. It may hold bad values from a
 * request; {@link #faults} lists their faults.
 *
 * @param from the first date
 * @param to the last date
 * @param day the hours of each of them
 */
public record SpecialDate(LocalDate from, LocalDate to, DayOverride day) {
  /** Most entries. */
  public static final int MAXIMUM = 366;

  /** Most windows of all entries together: what their item has room for. */
  public static final int MAXIMUM_WINDOWS = 1000;

  /** A single date. */
  public static SpecialDate of(LocalDate date, DayOverride day) {
    return new SpecialDate(date, date, day);
  }

  /** True on its dates. */
  public boolean includes(LocalDate date) {
    return !date.isBefore(from) && !date.isAfter(to);
  }

  private boolean overlaps(SpecialDate other) {
    return !from.isAfter(other.to) && !other.from.isAfter(to);
  }

  /** Everything that is wrong with some special dates, as pointers below {@code path}. */
  public static List<Fault> faults(List<@Nullable SpecialDate> dates, String path) {
    List<Fault> faults = new ArrayList<>();
    Bounds.atMost(faults, path, dates, MAXIMUM);
    if (!faults.isEmpty()) {
      return faults;
    }
    int windows = 0;
    for (int i = 0; i < dates.size(); i++) {
      SpecialDate date = dates.get(i);
      if (date == null) {
        continue;
      }
      String at = path + "/" + i;
      windows += date.day().windows().size();
      faults.addAll(date.day().faults(at + "/windows"));
      if (date.to().isBefore(date.from())) {
        faults.add(new Fault(at + "/to", FaultCode.OUT_OF_RANGE, "must not be before from"));
      }
      Bounds.clashing(dates, i, date::overlaps)
          .ifPresent(
              other ->
                  faults.add(
                      new Fault(at, FaultCode.DUPLICATE, "has a date of entry " + other + " too")));
    }
    Bounds.atMost(faults, path, windows, MAXIMUM_WINDOWS, "windows together");
    return faults;
  }
}
