package io.marcado.domain.time;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneOffsetTransitionRule;
import java.time.zone.ZoneOffsetTransitionRule.TimeDefinition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The rules of all zones in one release of the IANA time zone database (tz). Instants are exact
 * from 2010 on; before, each zone keeps the offset that it had when 2010 began.
 *
 * <p>The rules are a text. Its first line names the release, as in {@code tz 2026f}. Each other
 * line has, with a tab between them, the id of a zone and its rules, or {@code =} and the id of a
 * zone with the same rules. The rules have blanks between them:
 *
 * <ul>
 *   <li>the first offset from UTC, such as {@code -03:00};
 *   <li>for each change, in order, when it is in UTC and the offset then, as in {@code
 *       2026-03-08T10:00-07:00};
 *   <li>for each change that comes back every year, from the year after the last of those: month;
 *       day; weekday from 1 to 7, the first such at or after the day, or the last in the month if
 *       the day is -1; time with {@code u} for UTC or {@code w} for the local time before the
 *       change; the offset then. The second Sunday in March is {@code 3,8,7,10:00u-07:00}.
 * </ul>
 */
public final class TzRelease {
  private static final String NAME = "tz ";
  private static final Pattern RELEASE = Pattern.compile("\\d{4}[a-z]{1,2}");
  private static final int OFFSET_LENGTH = "-03:00".length();

  private final String name;
  private final String text;
  private final Map<String, Zone> zones = new ConcurrentHashMap<>();

  private TzRelease(String text) {
    if (!text.startsWith(NAME)) {
      throw new IllegalArgumentException("no rules of time zones");
    }
    this.text = text;
    name = text.substring(NAME.length(), text.indexOf('\n'));
  }

  // Loaded when the first zone is asked for.
  private static final class Current {
    static final TzRelease RELEASE = of(resource("tz-rules.txt").orElseThrow());
  }

  /** The release that all functions work by. */
  public static TzRelease current() {
    return Current.RELEASE;
  }

  /** The release of a text of rules. */
  public static TzRelease of(String text) {
    return new TzRelease(text);
  }

  /**
   * An earlier release, back to 2025b; empty for one that is not known. Only local times that we
   * promised under it still need it.
   */
  public static Optional<TzRelease> named(String name) {
    if (name.equals(current().name)) {
      return Optional.of(current());
    }
    return RELEASE.matcher(name).matches()
        ? resource("releases/" + name + ".txt").flatMap(TzRelease::before)
        : Optional.empty();
  }

  /**
   * The release whose lines differ from those of the release after it.
   *
   * @param differences of which the first line names both, the earlier first
   */
  private static Optional<TzRelease> before(String differences) {
    String[] names = differences.substring(NAME.length(), differences.indexOf('\n')).split(" ");
    return named(names[1])
        .map(
            next -> {
              Map<String, String> lines = new TreeMap<>();
              next.text.lines().skip(1).forEach(line -> lines.put(idOf(line), line));
              differences.lines().skip(1).forEach(line -> lines.put(idOf(line), line));
              return of(NAME + names[0] + "\n" + String.join("\n", lines.values()) + "\n");
            });
  }

  /** The name of the release, such as {@code 2026f}. */
  public String name() {
    return name;
  }

  /** The ids of all zones. */
  public List<String> ids() {
    return text.lines().skip(1).map(TzRelease::idOf).toList();
  }

  /** A zone with the rules of this release; empty for an id that the database does not have. */
  public Optional<Zone> zone(String id) {
    Zone known = zones.get(id);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Zone> found =
        line(id).map(rules -> new Zone(id, name, rules(target(rules).split(" "))));
    found.ifPresent(zone -> zones.put(id, zone));
    return found;
  }

  private String target(String rules) {
    return rules.startsWith("=") ? line(rules.substring(1)).orElseThrow() : rules;
  }

  private Optional<String> line(String id) {
    int at = id.indexOf('\t') < 0 ? text.indexOf("\n" + id + "\t") : -1;
    return at < 0
        ? Optional.empty()
        : Optional.of(text.substring(at + id.length() + 2, text.indexOf('\n', at + 1)));
  }

  private static ZoneRules rules(String... rules) {
    ZoneOffset first = ZoneOffset.of(rules[0]);
    ZoneOffset offset = first;
    List<ZoneOffsetTransition> changes = new ArrayList<>();
    List<ZoneOffsetTransitionRule> yearly = new ArrayList<>();
    for (int i = 1; i < rules.length; i++) {
      String rule = rules[i];
      int end = rule.length() - OFFSET_LENGTH;
      ZoneOffset next = ZoneOffset.of(rule.substring(end));
      if (rule.indexOf(',') < 0) {
        LocalDateTime utc = LocalDateTime.parse(rule.substring(0, end));
        changes.add(
            ZoneOffsetTransition.of(utc.plusSeconds(offset.getTotalSeconds()), offset, next));
      } else {
        yearly.add(yearly(rule.substring(0, end).split(","), first, offset, next));
      }
      offset = next;
    }
    return ZoneRules.of(first, first, List.of(), changes, yearly);
  }

  /**
   * One change of each year. Times of the two kinds in the text do not need the standard offset.
   */
  private static ZoneOffsetTransitionRule yearly(
      String[] parts, ZoneOffset standard, ZoneOffset before, ZoneOffset after) {
    int last = parts[3].length() - 1;
    return ZoneOffsetTransitionRule.of(
        Month.of(Integer.parseInt(parts[0])),
        Integer.parseInt(parts[1]),
        DayOfWeek.of(Integer.parseInt(parts[2])),
        LocalTime.parse(parts[3].substring(0, last)),
        false,
        parts[3].charAt(last) == 'u' ? TimeDefinition.UTC : TimeDefinition.WALL,
        standard,
        before,
        after);
  }

  private static String idOf(String line) {
    return line.substring(0, line.indexOf('\t'));
  }

  private static Optional<String> resource(String name) {
    try (InputStream resource = TzRelease.class.getResourceAsStream(name)) {
      return resource == null
          ? Optional.empty()
          : Optional.of(new String(resource.readAllBytes(), StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
