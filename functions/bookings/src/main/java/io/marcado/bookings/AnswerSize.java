package io.marcado.bookings;

import io.marcado.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Keeps answers without pages below Lambda's limit of 6 MB. Pages need no such bound: a hundred
 * bookings with the longest texts stay below it.
 */
final class AnswerSize {
  private static final int MOST_BYTES = 4_000_000;

  private AnswerSize() {}

  /**
   * The same entries.
   *
   * @param bytes of one entry, at least what it takes as JSON
   * @throws io.marcado.platform.http.Problem 400 when they are too many
   */
  static <T> List<T> bounded(List<T> entries, ToIntFunction<T> bytes) {
    long sum = 0;
    for (T entry : entries) {
      sum += bytes.applyAsInt(entry);
    }
    require(sum);
    return entries;
  }

  /**
   * Asked before the entries are made, where their size is known before.
   *
   * @param bytes at least what they take as JSON
   * @throws io.marcado.platform.http.Problem 400 when they are too many
   */
  static void require(long bytes) {
    if (bytes > MOST_BYTES) {
      throw BookingProblems.tooMuch();
    }
  }

  /** As many of the first entries as an answer can hold. */
  static <T> List<T> first(List<T> entries) {
    long sum = 0;
    int end = 0;
    while (end < entries.size() && sum + bytes(entries.get(end)) <= MOST_BYTES) {
      sum += bytes(entries.get(end++));
    }
    return entries.subList(0, end);
  }

  /** What something takes as JSON. */
  static int bytes(Object value) {
    return Json.write(value).getBytes(StandardCharsets.UTF_8).length;
  }
}
