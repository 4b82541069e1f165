package io.marcado.local.app.generate;

import io.marcado.domain.time.TzRelease;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.joda.time.DateTimeZone;

/**
 * Writes the rules of time zones, in the form of {@link TzRelease}, from the release of the IANA
 * database that is in Joda-Time. Joda-Time carries each release within days.
 */
final class TzRules {
  private static final String FOLDER = "shared/domain/src/main/resources/io/marcado/domain/time/";

  /** Where functions find the rules. */
  static final String FILE = FOLDER + "tz-rules.txt";

  private static final int FROM = 2010;

  /** The years of a full cycle of weekdays and leap years, in which all yearly changes show. */
  private static final int CYCLE = 28;

  private static final int TO = 2100;

  /** A zone whose changes follow no yearly rule, such as Gaza's Ramadan, is listed until then. */
  private static final int LAST_LISTED = 2060;

  private TzRules() {}

  /** A change of an offset from UTC, in seconds. */
  private record Change(LocalDateTime utc, int before, int after) {
    int year() {
      return utc.getYear();
    }

    LocalDateTime at(boolean inUtc) {
      return inUtc ? utc : utc.plusSeconds(before);
    }

    String text() {
      return utc + offset(after);
    }
  }

  /**
   * A change that comes back every year, on a day of the week.
   *
   * @param day the day of the week is the first at or after this day of the month; or -1 for the
   *     last in the month
   */
  private record Yearly(
      Month month, int day, DayOfWeek weekday, LocalTime time, boolean utc, int after) {

    boolean gives(Change change) {
      LocalDate date =
          day < 0
              ? LocalDate.of(change.year(), month, month.maxLength())
                  .with(TemporalAdjusters.previousOrSame(weekday))
              : LocalDate.of(change.year(), month, day).with(TemporalAdjusters.nextOrSame(weekday));
      return date.atTime(time).equals(change.at(utc)) && change.after() == after;
    }

    String text() {
      return "%d,%d,%d,%s%s%s"
          .formatted(
              month.getValue(), day, weekday.getValue(), time, utc ? "u" : "w", offset(after));
    }
  }

  /** The text of the release that is on the class path. */
  private static String text() throws IOException {
    StringBuilder text = new StringBuilder("tz " + release() + "\n");
    Map<DateTimeZone, String> rules = new HashMap<>();
    Map<String, String> first = new HashMap<>();
    for (String id : new TreeSet<>(DateTimeZone.getAvailableIDs())) {
      String own = rules.computeIfAbsent(DateTimeZone.forID(id), TzRules::rules);
      String same = first.putIfAbsent(own, id);
      text.append(id).append('\t').append(same == null ? own : "=" + same).append('\n');
    }
    return text.toString();
  }

  /**
   * The files of the rules: those of the release on the class path, and what the release before it,
   * if that is the committed one, had instead.
   *
   * @param committed the present text; empty if there is none
   * @throws IllegalStateException when the committed release is later than that on the class path
   */
  static Map<String, String> files(Optional<String> committed) throws IOException {
    String text = text();
    if (committed.filter(old -> header(old).compareTo(header(text)) > 0).isPresent()) {
      throw new IllegalStateException("Joda-Time has only " + header(text));
    }
    Map<String, String> files = new TreeMap<>(Map.of(FILE, text));
    committed
        .filter(old -> !header(old).equals(header(text)))
        .ifPresent(
            old ->
                files.put(
                    FOLDER + "releases/" + header(old).replace("tz ", "") + ".txt",
                    header(old) + header(text).replace("tz", "") + "\n" + differences(old, text)));
    return files;
  }

  private static String header(String text) {
    return text.substring(0, text.indexOf('\n'));
  }

  private static String differences(String old, String text) {
    Set<String> lines = text.lines().collect(Collectors.toSet());
    return old.lines()
        .skip(1)
        .filter(line -> !lines.contains(line))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  /** The name of that release, such as {@code 2026f}. */
  static String release() throws IOException {
    URL type = DateTimeZone.class.getResource("DateTimeZone.class");
    String place = String.valueOf(type);
    URI manifest = URI.create(place.substring(0, place.indexOf("!/") + 2) + "META-INF/MANIFEST.MF");
    try (InputStream stream = manifest.toURL().openStream()) {
      String version =
          new Manifest(stream).getMainAttributes().getValue("Time-Zone-Database-Version");
      // Joda-Time takes the data from the "global" fork of the database, which keeps all zones.
      return version.replace("gtz", "");
    }
  }

  private static String rules(DateTimeZone zone) {
    int offset = zone.getOffset(millis(FROM)) / 1000;
    List<Change> changes = changes(zone);
    List<String> parts = new ArrayList<>(List.of(offset(offset)));
    List<Yearly> yearly =
        yearly(changes.stream().filter(change -> change.year() >= TO - CYCLE).toList());
    int listed = yearly.isEmpty() ? LAST_LISTED : firstYear(changes, yearly);
    changes.stream()
        .filter(change -> change.year() <= listed)
        .map(Change::text)
        .forEach(parts::add);
    yearly.stream().map(Yearly::text).forEach(parts::add);
    return String.join(" ", parts);
  }

  private static List<Change> changes(DateTimeZone zone) {
    List<Change> changes = new ArrayList<>();
    long at = millis(FROM) - 1;
    while (true) {
      long next = zone.nextTransition(at);
      if (next == at || next >= millis(TO)) {
        return changes;
      }
      int before = zone.getOffset(next - 1) / 1000;
      int after = zone.getOffset(next) / 1000;
      if (before != after) {
        changes.add(
            new Change(LocalDateTime.ofEpochSecond(next / 1000, 0, ZoneOffset.UTC), before, after));
      }
      at = next;
    }
  }

  /** The first year of which, as of all after it, the yearly rules give each change. */
  private static int firstYear(List<Change> changes, List<Yearly> yearly) {
    Map<Integer, List<Change>> byYear =
        changes.stream().collect(Collectors.groupingBy(Change::year));
    int year = TO - 1;
    while (year >= FROM && follow(byYear.getOrDefault(year, List.of()), yearly)) {
      year--;
    }
    return Math.max(FROM, year + 1);
  }

  private static boolean follow(List<Change> changes, List<Yearly> yearly) {
    for (int i = 0; i < yearly.size(); i++) {
      if (changes.size() != yearly.size() || !yearly.get(i).gives(changes.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The rules that give all of these changes, by the time of the year; empty if none do. */
  private static List<Yearly> yearly(List<Change> changes) {
    int number = changes.size() / CYCLE;
    List<Yearly> rules = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      List<Change> same = new ArrayList<>();
      for (int j = i; j < changes.size(); j += number) {
        same.add(changes.get(j));
      }
      Optional<Yearly> rule = rule(same);
      if (rule.isEmpty() || changes.size() % CYCLE != 0) {
        return List.of();
      }
      rules.add(rule.get());
    }
    return rules;
  }

  private static Optional<Yearly> rule(List<Change> changes) {
    return Stream.of(true, false)
        .flatMap(utc -> candidates(changes, utc))
        .filter(rule -> changes.stream().allMatch(rule::gives))
        .findFirst();
  }

  private static Stream<Yearly> candidates(List<Change> changes, boolean utc) {
    LocalDateTime any = changes.getFirst().at(utc);
    int earliest =
        changes.stream().mapToInt(change -> change.at(utc).getDayOfMonth()).min().orElseThrow();
    // February's last day is not in every year.
    return any.getMonth() == Month.FEBRUARY
        ? Stream.empty()
        : IntStream.of(-1, earliest)
            .filter(day -> day + 6 <= any.getMonth().minLength())
            .mapToObj(
                day ->
                    new Yearly(
                        any.getMonth(),
                        day,
                        any.getDayOfWeek(),
                        any.toLocalTime(),
                        utc,
                        changes.getFirst().after()));
  }

  private static long millis(int year) {
    return Instant.parse(year + "-01-01T00:00:00Z").toEpochMilli();
  }

  private static String offset(int seconds) {
    return seconds == 0 ? "+00:00" : ZoneOffset.ofTotalSeconds(seconds).getId();
  }
}
