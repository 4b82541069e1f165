package io.marcado.catalog.resources;

import io.marcado.domain.Patch;
import io.marcado.domain.time.DailyWindow;
import io.marcado.domain.time.DayOverride;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Readers;
import io.marcado.platform.schedule.Hours;
import java.time.LocalDate;
import java.util.List;

/** The parts of requests for the hours of one date. */
final class OverrideRequest {
  private OverrideRequest() {}

  /** The date in the path. */
  static LocalDate date(RequestReader request) {
    return request.path("date", Readers.date());
  }

  /** Either {@code {"closed":true}} or {@code {"windows":[…]}}. */
  static DayOverride day(Fields body) {
    Patch<Boolean> closed = body.patchRequired("closed", Readers.bool());
    Patch<List<DailyWindow>> windows = body.patchRequired("windows", Hours.windows());
    if (body.has("closed") == body.has("windows")) {
      body.fault("", "must have either closed or windows");
    }
    if (closed instanceof Patch.Set<Boolean>(Boolean value) && !value) {
      body.fault("/closed", "must be true; send windows for a day that is open");
    }
    if (windows instanceof Patch.Set<List<DailyWindow>>(List<DailyWindow> open)) {
      if (open.isEmpty()) {
        body.fault("/windows", "must have at least one entry; send closed for a closed day");
      }
      DayOverride day = DayOverride.open(open);
      body.faults(day.faults("/windows"));
      return day;
    }
    return DayOverride.CLOSED;
  }
}
