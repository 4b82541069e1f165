package io.marcado.platform.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.domain.holidays.HolidayTable;
import io.marcado.domain.settings.BusinessHolidays;
import io.marcado.domain.time.DailyWindow;
import io.marcado.domain.time.HolidayHours;
import io.marcado.domain.time.HolidayKind;
import io.marcado.domain.time.HolidayRules;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Readers;
import io.marcado.platform.table.Item;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which holidays are kept and how, as requests, answers and items have it. */
public final class HolidayFields {
  private static final String HOLIDAYS = "holidays";

  /** The form of a country. */
  public static final FieldReader<String> COUNTRY =
      Readers.matching(Pattern.compile("[A-Z]{2}"), "an ISO 3166 code of two letters such as BR");

  /** The form of a region. */
  public static final FieldReader<String> REGION =
      Readers.matching(
          Pattern.compile("[A-Z0-9]{1,3}"),
          "what an ISO 3166-2 code has after the country, such as SP");

  private static final FieldReader<List<HolidayKind>> KINDS =
      Readers.distinct(Readers.oneOf(HolidayKind.class), 1, HolidayKind.values().length);

  private HolidayFields() {}

  /** The hours of a single date in an answer. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record DayView(
      LocalDate date, HolidayHours.Rule rule, @Nullable List<Hours.WindowView> windows) {}

  /** The holidays of a business in an answer. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record BusinessView(
      String country,
      @Nullable String region,
      List<HolidayKind> kinds,
      HolidayHours.Rule rule,
      @Nullable List<Hours.WindowView> windows,
      List<DayView> days) {}

  /** The holidays of a resource in an answer. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ResourceView(
      HolidayHours.Rule rule, @Nullable List<Hours.WindowView> windows, List<DayView> days) {}

  /** Reads the holidays of a business. */
  public static FieldReader<BusinessHolidays> ofBusiness() {
    return Readers.object(
        fields -> {
          String country = fields.required("country", COUNTRY);
          Optional<String> region = fields.optional("region", REGION);
          List<HolidayKind> kinds = fields.optional("kinds", KINDS).orElse(List.of());
          HolidayRules rules = rules(fields);
          if (fields.sound()) {
            unknown(fields, country, region);
          }
          return fields.sound()
              ? new BusinessHolidays(
                  country,
                  region,
                  kinds.isEmpty() ? Set.of(HolidayKind.PUBLIC) : Set.copyOf(kinds),
                  rules)
              : null;
        });
  }

  /** Reads the holidays of a resource. */
  public static FieldReader<HolidayRules> ofResource() {
    return Readers.object(
        fields -> {
          HolidayRules rules = rules(fields);
          if (fields.sound()) {
            fields.faults(rules.faults(""));
          }
          return fields.sound() ? rules : null;
        });
  }

  private static void unknown(Fields fields, String country, Optional<String> region) {
    Optional<HolidayTable> table = HolidayTable.of(country);
    if (table.isEmpty()) {
      fields.fault(
          "/country",
          FaultCode.NOT_ONE_OF,
          "is a country whose holidays we do not know; give them as specialDates");
    } else if (region.filter(part -> !table.get().regions().contains(part)).isPresent()) {
      List<String> known = table.get().regions();
      fields.fault(
          "/region",
          FaultCode.NOT_ONE_OF,
          known.isEmpty()
              ? "must not be there: the holidays of this country are the same everywhere"
              : "must be one of " + String.join(", ", known));
    }
  }

  private static HolidayRules rules(Fields fields) {
    HolidayHours all = hours(fields);
    List<Day> days =
        fields
            .optional(
                "days",
                Readers.list(
                    Readers.object(HolidayFields::day),
                    0,
                    HolidayRules.MAXIMUM_DAYS,
                    HolidayFields::repeated))
            .orElse(List.of());
    SortedMap<LocalDate, HolidayHours> byDate = new TreeMap<>();
    days.forEach(day -> byDate.put(day.date(), day.hours()));
    return new HolidayRules(all, byDate);
  }

  private record Day(LocalDate date, HolidayHours hours) {}

  private static @Nullable Day day(Fields fields) {
    LocalDate date = fields.required("date", Readers.date());
    HolidayHours hours = hours(fields);
    return fields.sound() ? new Day(date, hours) : null;
  }

  private static List<Fault> repeated(List<@Nullable Day> days, String path) {
    List<Fault> faults = new ArrayList<>();
    Set<LocalDate> seen = new HashSet<>();
    for (int i = 0; i < days.size(); i++) {
      Day day = days.get(i);
      if (day != null && !seen.add(day.date())) {
        faults.add(new Fault(path + "/" + i + "/date", FaultCode.DUPLICATE, "is there twice"));
      }
    }
    return faults;
  }

  private static HolidayHours hours(Fields fields) {
    HolidayHours.Rule rule = fields.required("rule", Readers.oneOf(HolidayHours.Rule.class));
    Optional<List<DailyWindow>> windows = fields.optional("windows", Hours.windows());
    if (rule == HolidayHours.Rule.WINDOWS && !fields.has("windows")) {
      fields.fault("/windows", FaultCode.REQUIRED, "is required with this rule");
    } else if (rule != null && rule != HolidayHours.Rule.WINDOWS && fields.has("windows")) {
      fields.fault("/windows", FaultCode.CONFLICT, "must not be there with this rule");
    }
    return rule == null ? HolidayHours.CLOSED : new HolidayHours(rule, windows.orElse(List.of()));
  }

  public static @Nullable BusinessView view(Optional<BusinessHolidays> holidays) {
    return holidays
        .map(
            kept ->
                new BusinessView(
                    kept.country(),
                    kept.region().orElse(null),
                    kept.kinds().stream().sorted().toList(),
                    kept.rules().all().rule(),
                    windows(kept.rules().all()),
                    days(kept.rules())))
        .orElse(null);
  }

  public static @Nullable ResourceView viewOfRules(Optional<HolidayRules> holidays) {
    return holidays
        .map(rules -> new ResourceView(rules.all().rule(), windows(rules.all()), days(rules)))
        .orElse(null);
  }

  private static List<DayView> days(HolidayRules rules) {
    return rules.days().entrySet().stream()
        .map(day -> new DayView(day.getKey(), day.getValue().rule(), windows(day.getValue())))
        .toList();
  }

  private static @Nullable List<Hours.WindowView> windows(HolidayHours hours) {
    return hours.rule() == HolidayHours.Rule.WINDOWS ? Hours.view(hours.windows()) : null;
  }

  /** Keeps the holidays of a business in its settings' item. */
  public static void store(BusinessHolidays holidays, Item.Builder item) {
    Item.Builder own =
        Item.builder()
            .text("country", holidays.country())
            .text("region", holidays.region().orElse(null))
            .texts("kinds", holidays.kinds().stream().map(Enum::name).sorted().toList());
    item.item(HOLIDAYS, stored(holidays.rules(), own).build());
  }

  /** The holidays of a business; empty in an item without. */
  public static Optional<BusinessHolidays> loadOfBusiness(Item item) {
    return item.optionalItem(HOLIDAYS)
        .map(
            own ->
                new BusinessHolidays(
                    own.text("country"),
                    own.optionalText("region"),
                    Set.copyOf(own.texts("kinds").stream().map(HolidayKind::valueOf).toList()),
                    loaded(own)));
  }

  /** Keeps the holidays of a resource in its item. */
  public static void store(HolidayRules rules, Item.Builder item) {
    item.item(HOLIDAYS, stored(rules, Item.builder()).build());
  }

  /** The holidays of a resource; empty in an item without. */
  public static Optional<HolidayRules> loadOfResource(Item item) {
    return item.optionalItem(HOLIDAYS).map(HolidayFields::loaded);
  }

  private static Item.Builder stored(HolidayRules rules, Item.Builder item) {
    return item.text("hours", rules.all().toString())
        .texts(
            "days",
            rules.days().entrySet().stream()
                .map(day -> day.getKey() + " " + day.getValue())
                .toList());
  }

  private static HolidayRules loaded(Item item) {
    SortedMap<LocalDate, HolidayHours> days = new TreeMap<>();
    for (String text : item.texts("days")) {
      int space = text.indexOf(' ');
      days.put(
          LocalDate.parse(text.substring(0, space)), HolidayHours.parse(text.substring(space + 1)));
    }
    return new HolidayRules(HolidayHours.parse(item.text("hours")), days);
  }
}
