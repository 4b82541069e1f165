package io.marcado.domain.holidays;

import io.marcado.domain.time.HolidayKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The holidays of one country, of the whole of it and of each of its regions. Cities are not in the
 * tables. A date outside {@link #firstYear} to {@link #lastYear} has no holiday that we know of.
 *
 * <p>A table is a text. Its first line names the country and the years, as in {@code holidays BR
 * 2025 2036}; the second the regions. Each other line has, with a tab between them:
 *
 * <ul>
 *   <li>the kind;
 *   <li>the regions, {@code nation} for who names no region, or {@code *} for all of these;
 *   <li>the name in a language of the country, and in English;
 *   <li>the month and day in each year with a blank between years, or once if it is always the
 *       same; {@code -} in a year without, and {@code +} between two of a year. A {@code ?} after
 *       it says that only one source has it, a {@code ~} that it is estimated.
 * </ul>
 */
public final class HolidayTable {
  private static final String EVERYWHERE = "*";
  private static final String NATION = "nation";
  private static final String NONE = "-";
  private static final int MONTH_AND_DAY = "12-25".length();
  private static final Map<String, Optional<HolidayTable>> KNOWN = new ConcurrentHashMap<>();

  private final int firstYear;
  private final int lastYear;
  private final List<String> regions;
  private final List<String[]> lines;
  private final Map<String, Map<LocalDate, List<Holiday>>> byRegion = new ConcurrentHashMap<>();

  private HolidayTable(String table) {
    List<String> read = table.lines().toList();
    String[] header = read.get(0).split(" ", -1);
    firstYear = Integer.parseInt(header[2]);
    lastYear = Integer.parseInt(header[3]);
    regions = read.get(1).isEmpty() ? List.of() : List.of(read.get(1).split(" ", -1));
    lines = read.stream().skip(2).map(line -> line.split("\t", -1)).toList();
  }

  // Read when first asked for.
  private static final class Countries {
    static final List<String> ALL =
        List.of(resource("countries").orElseThrow().strip().split(" ", -1));
  }

  /** ISO 3166-1 alpha-2 codes of the countries that have a table, sorted. */
  public static List<String> countries() {
    return Countries.ALL;
  }

  /** The holidays of a country; empty for one without a table. */
  public static Optional<HolidayTable> of(String country) {
    Optional<HolidayTable> known = KNOWN.get(country);
    if (known != null) {
      return known;
    }
    return countries().contains(country)
        ? KNOWN.computeIfAbsent(country, code -> resource(code).map(HolidayTable::new))
        : Optional.empty();
  }

  /** The regions that may be named, by ISO 3166-2 without the country: {@code SP}. Sorted. */
  public List<String> regions() {
    return regions;
  }

  /** The first year of the table. */
  public int firstYear() {
    return firstYear;
  }

  /** The last year of the table. */
  public int lastYear() {
    return lastYear;
  }

  /**
   * Everything on one date, the most binding kind first; empty on most dates.
   *
   * @param region one of {@link #regions}; empty, or an unknown one, for the holidays of the nation
   */
  public List<Holiday> all(Optional<String> region, LocalDate date) {
    String key = region.filter(regions::contains).orElse(NATION);
    return byRegion.computeIfAbsent(key, this::read).getOrDefault(date, List.of());
  }

  /** The holiday of one date, of the most binding of these kinds; empty on other dates. */
  public Optional<Holiday> on(Optional<String> region, Set<HolidayKind> kinds, LocalDate date) {
    return all(region, date).stream().filter(holiday -> kinds.contains(holiday.kind())).findFirst();
  }

  private Map<LocalDate, List<Holiday>> read(String region) {
    Map<LocalDate, List<Holiday>> days = new HashMap<>();
    for (String[] line : lines) {
      if (line[1].equals(EVERYWHERE) || List.of(line[1].split(" ", -1)).contains(region)) {
        String[] years = line[4].split(" ", -1);
        for (int year = firstYear; year <= lastYear; year++) {
          add(days, line, year, years[years.length == 1 ? 0 : year - firstYear]);
        }
      }
    }
    days.values().forEach(all -> all.sort(Comparator.comparing(Holiday::kind)));
    return days;
  }

  private static void add(
      Map<LocalDate, List<Holiday>> days, String[] line, int year, String dates) {
    if (dates.equals(NONE)) {
      return;
    }
    for (String text : dates.split("\\+", -1)) {
      LocalDate date = LocalDate.parse(year + "-" + text.substring(0, MONTH_AND_DAY));
      days.computeIfAbsent(date, any -> new ArrayList<>(1))
          .add(
              new Holiday(
                  date,
                  line[2],
                  line[3],
                  HolidayKind.valueOf(line[0]),
                  certainty(text.substring(MONTH_AND_DAY))));
    }
  }

  private static Certainty certainty(String mark) {
    return switch (mark) {
      case "" -> Certainty.CONFIRMED;
      case "?" -> Certainty.ONE_SOURCE;
      case "~" -> Certainty.ESTIMATED;
      default -> throw new IllegalArgumentException("no mark of a holiday: " + mark);
    };
  }

  private static Optional<String> resource(String name) {
    try (InputStream table = HolidayTable.class.getResourceAsStream(name + ".txt")) {
      return table == null
          ? Optional.empty()
          : Optional.of(new String(table.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
