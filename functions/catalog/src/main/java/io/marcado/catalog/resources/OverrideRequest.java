package io.marcado.catalog.resources;

import io.marcado.platform.http.RequestReader;
import io.marcado.platform.json.Readers;
import java.time.LocalDate;

/** What requests for the hours of one date have in common. */
final class OverrideRequest {
  private OverrideRequest() {}

  /** The date in the path. */
  static LocalDate date(RequestReader request) {
    return request.path("date", Readers.date());
  }
}
