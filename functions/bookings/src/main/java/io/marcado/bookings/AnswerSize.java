package io.marcado.bookings;

import io.marcado.domain.Fault;
import io.marcado.platform.http.Problem;
import io.marcado.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Keeps answers without pages below what Lambda lets through, which is 6 MB. Pages need no such
 * bound: a hundred bookings with all that people may write into them stay below it.
 */
final class AnswerSize {
  private static final int MOST_BYTES = 4_000_000;

  private AnswerSize() {}

  /**
   * The same entries.
   *
   * @param bytes of one entry, at least what it takes as JSON
   * @throws Problem 400 when they are too many
   */
  static <T> List<T> bounded(List<T> entries, ToIntFunction<T> bytes) {
    long sum = 0;
    for (T entry : entries) {
      sum += bytes.applyAsInt(entry);
    }
    if (sum > MOST_BYTES) {
      throw exceeded();
    }
    return entries;
  }

  /** What something takes as JSON. */
  static int bytes(Object value) {
    return Json.write(value).getBytes(StandardCharsets.UTF_8).length;
  }

  /** 400 for dates with too much in them. */
  static Problem exceeded() {
    return Problem.invalid(Fault.query("to", "takes in too much for one answer: narrow the dates"));
  }
}
