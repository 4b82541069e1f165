package io.marcado.webhooks.ledger;

import io.marcado.platform.table.TimeSort;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which event it is, and its place in lists by time.
 *
 * @param at when it happened, to the millisecond
 * @param eventId the same for each delivery
 */
public record EventPlace(Instant at, String eventId) {
  private static final Pattern FORM = Pattern.compile("(\\d{13})#([A-Za-z0-9_-]{1,64})");

  /** As a sort key. */
  public String sort() {
    return TimeSort.least(at) + "#" + eventId;
  }

  /** Parses a sort key; empty when the text is none. */
  public static Optional<EventPlace> parse(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? Optional.of(
            new EventPlace(Instant.ofEpochMilli(Long.parseLong(form.group(1))), form.group(2)))
        : Optional.empty();
  }
}
