package io.marcado.domain.settings;

import io.marcado.domain.Bounds;
import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.SpecialDate;
import io.marcado.domain.time.WeeklyHours;
import io.marcado.domain.time.Zone;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The rules a business sets for itself. It may hold bad values from a request; {@link #faults} says
 * what is wrong with it, and only settings without faults are stored.
 *
 * <p>A section belongs to the capability that decides by it. The rest is shared by all.
 *
 * @param timeZone the zone in which opening hours, closed dates and the horizon are meant
 * @param locale language and region of messages
 * @param currency of prices
 * @param businessHours of every resource that has no hours of its own
 * @param bookings the section of bookings
 * @param reminders the section of messaging
 * @param labels the business's own words, by the word they replace, at most 50
 * @param branding how the business shows itself
 * @param corsOrigins origins whose pages may call the API, at most 20
 * @param closedDates local dates on which everything is closed that has no override of its own, at
 *     most 366
 * @param phoneCountries ISO 3166-1 alpha-2 codes of the countries whose phones clients may give, at
 *     most 50; empty for every country that the platform sends messages to
 * @param calendar when the business has other hours than {@code businessHours}
 */
public record OrganizationSettings(
    Zone timeZone,
    Locale locale,
    Currency currency,
    WeeklyHours businessHours,
    BookingPolicy bookings,
    ReminderPolicy reminders,
    Map<String, String> labels,
    Branding branding,
    List<String> corsOrigins,
    List<LocalDate> closedDates,
    List<String> phoneCountries,
    BusinessCalendar calendar) {
  /** Most labels. */
  public static final int MAXIMUM_LABELS = 50;

  /** Longest key of a label, characters. */
  public static final int LONGEST_LABEL_KEY = 40;

  /** Longest label, characters. */
  public static final int LONGEST_LABEL = 60;

  /** Longest origin, characters: scheme, a name of 253 and a port. */
  public static final int LONGEST_ORIGIN = 267;

  /** Most origins. */
  public static final int MAXIMUM_ORIGINS = 20;

  /** Most closed dates. */
  public static final int MAXIMUM_CLOSED_DATES = 366;

  /** Most countries. */
  public static final int MAXIMUM_PHONE_COUNTRIES = 50;

  /** Languages that there are texts in, by ISO 639: those of messages, and first labels. */
  public static final List<String> LANGUAGES = List.of("en", "es", "pt");

  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
  private static final Pattern LABEL_KEY =
      Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0," + (LONGEST_LABEL_KEY - 1) + "}");
  private static final Pattern COLOR = Pattern.compile("#[0-9a-fA-F]{6}");
  private static final Pattern LOGO = Pattern.compile("https://[^\\s/?#@\"<>]+(/[^\\s\"<>]*)?");

  /** As browsers write the Origin header: scheme, lower-case host, port; nothing after it. */
  private static final Pattern ORIGIN =
      Pattern.compile(
          "https?://[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?"
              // A port from 1 to 65535.
              + "(:([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]"
              + "|6553[0-5]))?");

  public OrganizationSettings {
    labels = Map.copyOf(labels);
    corsOrigins = List.copyOf(corsOrigins);
    closedDates = List.copyOf(closedDates);
    phoneCountries = List.copyOf(phoneCountries);
  }

  /** With the same hours all year but for closed dates. */
  public OrganizationSettings(
      Zone timeZone,
      Locale locale,
      Currency currency,
      WeeklyHours businessHours,
      BookingPolicy bookings,
      ReminderPolicy reminders,
      Map<String, String> labels,
      Branding branding,
      List<String> corsOrigins,
      List<LocalDate> closedDates,
      List<String> phoneCountries) {
    this(
        timeZone,
        locale,
        currency,
        businessHours,
        bookings,
        reminders,
        labels,
        branding,
        corsOrigins,
        closedDates,
        phoneCountries,
        BusinessCalendar.NONE);
  }

  /** The settings a business of this kind begins with. */
  public static OrganizationSettings forTemplate(
      BusinessTemplate template,
      Zone timeZone,
      Locale locale,
      Currency currency,
      String businessName) {
    return template.defaults(timeZone, locale, currency, businessName);
  }

  /** The fault of a locale whose language no text is in; empty for any other. */
  public static Optional<Fault> localeFault(String pointer, Locale locale) {
    return LANGUAGES.contains(locale.getLanguage())
        ? Optional.empty()
        : Optional.of(
            new Fault(
                pointer,
                FaultCode.NOT_ONE_OF,
                "must be a language tag such as pt-BR; the languages are "
                    + String.join(", ", LANGUAGES)));
  }

  /** True for an ISO 3166-1 alpha-2 code in capitals. */
  public static boolean isCountry(String code) {
    return COUNTRIES.contains(code);
  }

  /** Local time of the business. */
  public LocalTimeline timeline() {
    return new LocalTimeline(timeZone);
  }

  /** True when clients may give this phone. */
  public boolean takesPhone(PhoneNumber phone) {
    return phoneCountries.isEmpty() || phoneCountries.contains(phone.country());
  }

  /** Everything that is wrong with these settings; empty when they may be stored. */
  public List<Fault> faults() {
    List<Fault> faults = new ArrayList<>();
    localeFault("/locale", locale).ifPresent(faults::add);
    faults.addAll(businessHours.faults("/businessHours"));
    faults.addAll(bookings.faults());
    faults.addAll(reminders.faults());
    labelFaults(faults);
    brandingFaults(faults);
    originFaults(faults);
    Bounds.atMost(faults, "/closedDates", closedDates, MAXIMUM_CLOSED_DATES);
    Bounds.different(faults, "/closedDates", closedDates);
    faults.addAll(calendar.faults());
    openAndClosedFaults(faults);
    countryFaults(faults);
    return faults;
  }

  private void openAndClosedFaults(List<Fault> faults) {
    for (int i = 0; i < calendar.specialDates().size(); i++) {
      SpecialDate special = calendar.specialDates().get(i);
      if (!special.day().isClosed() && closedDates.stream().anyMatch(special::includes)) {
        faults.add(
            new Fault(
                "/specialDates/" + i, FaultCode.CONFLICT, "has a date that closedDates has too"));
      }
    }
  }

  private void labelFaults(List<Fault> faults) {
    Bounds.atMost(faults, "/labels", labels.keySet(), MAXIMUM_LABELS);
    labels.forEach(
        (key, label) -> {
          String path = "/labels/" + key.replace("~", "~0").replace("/", "~1");
          if (!LABEL_KEY.matcher(key).matches()) {
            faults.add(
                new Fault(
                    path,
                    FaultCode.PATTERN,
                    "a label's key must be a letter and at most 39 of A-Za-z0-9_.-"));
          }
          if (label.isBlank() || label.length() > LONGEST_LABEL) {
            faults.add(
                new Fault(
                    path,
                    label.isBlank() ? FaultCode.TOO_SHORT : FaultCode.TOO_LONG,
                    "must have 1 to " + LONGEST_LABEL + " characters"));
          }
        });
  }

  private void brandingFaults(List<Fault> faults) {
    String name = branding.displayName();
    if (name.isBlank() || name.length() > Branding.MAXIMUM_NAME) {
      faults.add(
          new Fault(
              "/branding/displayName",
              name.isBlank() ? FaultCode.TOO_SHORT : FaultCode.TOO_LONG,
              "must have 1 to " + Branding.MAXIMUM_NAME + " characters"));
    }
    Optional<String> logo = branding.logoUrl();
    if (logo.isPresent()
        && (logo.get().length() > Branding.MAXIMUM_URL || !LOGO.matcher(logo.get()).matches())) {
      faults.add(
          new Fault(
              "/branding/logoUrl",
              FaultCode.PATTERN,
              "must be an https address of at most " + Branding.MAXIMUM_URL + " characters"));
    }
    Optional<String> color = branding.primaryColor();
    if (color.isPresent() && !COLOR.matcher(color.get()).matches()) {
      faults.add(
          new Fault(
              "/branding/primaryColor", FaultCode.PATTERN, "must be a colour such as #1a73e8"));
    }
  }

  private void originFaults(List<Fault> faults) {
    String path = "/corsOrigins";
    Bounds.atMost(faults, path, corsOrigins, MAXIMUM_ORIGINS);
    for (int i = 0; i < corsOrigins.size(); i++) {
      if (!ORIGIN.matcher(corsOrigins.get(i)).matches()) {
        faults.add(
            new Fault(
                path + "/" + i,
                FaultCode.PATTERN,
                "must be an origin such as https://www.example.com, without a path"));
      }
    }
    Bounds.different(faults, path, corsOrigins);
  }

  private void countryFaults(List<Fault> faults) {
    String path = "/phoneCountries";
    Bounds.atMost(faults, path, phoneCountries, MAXIMUM_PHONE_COUNTRIES);
    for (int i = 0; i < phoneCountries.size(); i++) {
      if (!isCountry(phoneCountries.get(i))) {
        faults.add(
            new Fault(
                path + "/" + i,
                FaultCode.NOT_ONE_OF,
                "must be an ISO 3166 country code such as BR"));
      }
    }
    Bounds.different(faults, path, phoneCountries);
  }
}
