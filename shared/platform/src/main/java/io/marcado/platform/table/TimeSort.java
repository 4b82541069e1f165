package io.marcado.platform.table;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sort key for lists by time: an instant, to the millisecond, and an id that tells items of one
 * instant apart. All keys have the same length as text, so they sort by time.
 *
 * @param id 16 letters and digits of base32, as {@link io.marcado.domain.Ids} makes them
 */
public record TimeSort(Instant at, String id) {
  private static final Pattern FORM = Pattern.compile("(\\d{13})#([a-z2-7]{16})");

  /** Sorts after every id. */
  private static final String BEHIND = "~";

  /** The sort key of an item. */
  public static String of(Instant at, String id) {
    return least(at) + "#" + id;
  }

  /** Parses a sort key; empty when the text is none. */
  public static Optional<TimeSort> parse(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? Optional.of(
            new TimeSort(Instant.ofEpochMilli(Long.parseLong(form.group(1))), form.group(2)))
        : Optional.empty();
  }

  /** The lowest sort key at or after this instant. */
  public static String least(Instant at) {
    return "%013d".formatted(at.toEpochMilli());
  }

  /** The highest sort key at or before this instant. */
  public static String most(Instant at) {
    return least(at) + BEHIND;
  }
}
