package io.marcado.catalog.resources;

import io.marcado.domain.time.DayOverride;
import io.marcado.platform.schedule.Hours;
import java.time.LocalDate;
import java.util.List;

/** The hours of one date in an answer. */
public record OverrideView(LocalDate date, boolean closed, List<Hours.WindowView> windows) {

  static OverrideView of(LocalDate date, DayOverride day) {
    return new OverrideView(date, day.isClosed(), Hours.view(day));
  }
}
