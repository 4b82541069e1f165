package io.marcado.platform.limits;

import io.marcado.domain.Ids;
import io.marcado.platform.limits.RateLimiter.Limit;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Update;
import io.marcado.platform.table.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Several counts of one subject, made by one write: all of them or none. The counters lie in one
 * item a day, so their windows must divide a day. A counter is an attribute with a short name,
 * since an item is written by the kilobyte: the initials of its limit, then which window of the day
 * it is.
 *
 * @param key of the day's item
 * @param now when it was prepared
 * @param note that is written with the counts; empty for none
 */
public record Tally(ItemKey key, Instant now, List<Counter> counters, Optional<Note> note) {
  /** Item of the counters of messages, of a business or of a phone. */
  public static final String MESSAGES = "messages";

  private static final int HASH_BYTES = 6;
  private static final long DAY = Duration.ofDays(1).toSeconds();

  /**
   * One of the counts.
   *
   * @param row that the log names when it is reached
   */
  public record Counter(LimitPolicy row, String attribute, int most) {
    private Condition room() {
      // A missing counter is at zero, and a limit of zero does not allow that.
      return most > 0
          ? Condition.absent(attribute).or(Condition.less(attribute, most))
          : Condition.less(attribute, most);
    }

    private boolean isReached(Optional<Item> item) {
      return item.flatMap(counted -> counted.optionalNumber(attribute)).orElse(0L) >= most;
    }
  }

  /**
   * A note in the day's item. It is written with the count, so it takes no write of its own.
   *
   * @param takenBack what is there instead once the counts are taken back; never nothing, since
   *     then the note of an earlier day would be the last one
   * @param days how many days after its own the item is kept for it
   */
  public record Note(String name, String text, String takenBack, int days) {}

  public Tally {
    counters = List.copyOf(counters);
  }

  /** The same, and a note with the counts; the last one under a name stays. */
  public Tally noting(String name, String text, String takenBack, int days) {
    return new Tally(key, now, counters, Optional.of(new Note(name, text, takenBack, days)));
  }

  /** The same, and a count more. */
  public Tally with(LimitPolicy row, Limit limit) {
    return with(row, limit, "");
  }

  /**
   * The same, and a count more of something that belongs to the subject.
   *
   * @param of tells its counter from others of the limit; only its hash is stored
   */
  public Tally with(LimitPolicy row, Limit limit, String of) {
    long seconds = limit.window().toSeconds();
    if (seconds <= 0 || DAY % seconds != 0) {
      throw new IllegalArgumentException("a window of " + limit.window() + " is no part of a day");
    }
    long window = now.getEpochSecond() % DAY / seconds;
    List<Counter> all = new ArrayList<>(counters);
    String part =
        of.isEmpty() ? "" : "-" + HexFormat.of().formatHex(Ids.sha256(List.of(of)), 0, HASH_BYTES);
    all.add(new Counter(row, initials(limit.name()) + window + part, limit.most()));
    return new Tally(key, now, all, note);
  }

  /** The write that counts; refused when a limit is reached. One that only notes is not. */
  Write write() {
    Update update = adding(1);
    note.ifPresent(written -> update.set(written.name(), written.text()));
    return counters.stream()
        .map(Counter::room)
        .reduce(Condition::and)
        .map(room -> Write.update(key, update, room))
        .orElseGet(() -> Write.update(key, update));
  }

  /**
   * The write that takes some off each counter, and the note back; it is never refused. Earlier
   * notes of the day are not there again.
   */
  public Write credit(int worth) {
    Update update = adding(-worth);
    note.ifPresent(written -> update.set(written.name(), written.takenBack()));
    return Write.update(key, update);
  }

  /** The limits that an item says are reached. */
  List<LimitPolicy> reached(Optional<Item> item) {
    return counters.stream().filter(counter -> counter.isReached(item)).map(Counter::row).toList();
  }

  private Update adding(int worth) {
    long day = now.getEpochSecond() / DAY;
    Update update = new Update();
    // What counts later without a note must not shorten how long an earlier one is kept.
    note.ifPresentOrElse(
        written -> update.set("ttl", (day + 1 + written.days()) * DAY),
        () -> update.setIfAbsent("ttl", (day + 2) * DAY));
    counters.forEach(counter -> update.add(counter.attribute(), worth));
    return update;
  }

  private static String initials(String name) {
    return Arrays.stream(name.split("-"))
        .map(word -> word.substring(0, 1))
        .collect(Collectors.joining());
  }
}
