package io.marcado.catalog.resources;

import io.marcado.domain.FaultCode;
import io.marcado.domain.time.DailyWindow;
import io.marcado.domain.time.DayOverride;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Readers;
import io.marcado.platform.schedule.Hours;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The parts of requests for the hours of one date. */
final class OverrideRequest {
  private OverrideRequest() {}

  /** The date in the path. */
  static LocalDate date(RequestReader request) {
    return request.path("date", Readers.date());
  }

  /** Either {@code {"closed":true}} or {@code {"windows":[…]}}. */
  static DayOverride day(Fields body) {
    boolean closed = body.optional("closed", Readers.yes()).isPresent();
    Optional<List<DailyWindow>> windows = body.optional("windows", Hours.windows());
    if (closed && windows.isPresent()) {
      body.fault("/windows", FaultCode.CONFLICT, "must not be there together with closed");
    } else if (!body.has("closed") && !body.has("windows")) {
      body.fault("/closed", FaultCode.REQUIRED, "is required, unless there are windows");
    }
    return windows.map(DayOverride::open).orElse(DayOverride.CLOSED);
  }
}
