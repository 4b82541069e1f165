package io.marcado.bookings.scheduling;

import io.marcado.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Bounds the texts that people write into a booking, so that a page of bookings fits into one
 * answer.
 */
final class BookingTexts {
  private static final int MOST_BYTES = 8 * 1024;

  private BookingTexts() {}

  /** True when a note and free fields take at most 8 KB as JSON. */
  static boolean fit(Optional<String> notes, Map<String, Object> customFields) {
    int bytes = bytes(customFields) + notes.map(BookingTexts::bytes).orElse(0);
    return bytes <= MOST_BYTES;
  }

  private static int bytes(Object value) {
    return Json.write(value).getBytes(StandardCharsets.UTF_8).length;
  }
}
