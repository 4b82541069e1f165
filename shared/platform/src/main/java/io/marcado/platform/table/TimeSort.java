package io.marcado.platform.table;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sort key of what is listed by time: an instant, to the millisecond, and the id that tells
 * things of one instant apart. As text all are of one length, so that they sort by time.
 *
 * @param id 16 letters and digits of base32, as {@link io.marcado.domain.Ids} makes them
 */
public record TimeSort(Instant at, String id) {
  private static final Pattern FORM = Pattern.compile("(\\d{13})#([a-z2-7]{16})");

  /** Behind every id. */
  private static final String BEHIND = "~";

  /** The key of something. */
  public static String of(Instant at, String id) {
    return least(at) + "#" + id;
  }

  /** A key again; empty for what cannot be one. */
  public static Optional<TimeSort> parse(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? Optional.of(
            new TimeSort(Instant.ofEpochMilli(Long.parseLong(form.group(1))), form.group(2)))
        : Optional.empty();
  }

  /** What no key of this instant or of a later one is below. */
  public static String least(Instant at) {
    return "%013d".formatted(at.toEpochMilli());
  }

  /** What no key of this instant or of an earlier one is above. */
  public static String most(Instant at) {
    return least(at) + BEHIND;
  }
}
