package io.marcado.tenants.settings;

import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.domain.settings.Branding;
import io.marcado.domain.settings.BusinessCalendar;
import io.marcado.domain.settings.BusinessTemplate;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.Zone;
import io.marcado.platform.config.AllowedCountries;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Readers;
import io.marcado.platform.json.Schema;
import io.marcado.platform.json.Shape;
import io.marcado.platform.schedule.Calendars;
import io.marcado.platform.schedule.HolidayFields;
import io.marcado.platform.schedule.Hours;
import io.marcado.platform.tenant.BookingSection;
import io.marcado.platform.tenant.LocaleReader;
import io.marcado.platform.tenant.ReminderSection;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What requests say of the settings. A change is a JSON merge patch (RFC 7396): lists are replaced
 * whole, and of labels and branding only what is mentioned changes.
 */
public final class SettingsShape {
  private static final Schema STRING = Schema.string();

  /** Without faults, so that whatever is wrong with it after a change is wrong with the change. */
  private static final OrganizationSettings NEUTRAL = neutral();

  private static final FieldReader<String> COLOR =
      Readers.matching(Pattern.compile("#[0-9a-fA-F]{6}"), "a colour such as #1a73e8");

  // The following are read as text, since the rules of the settings say more of them than a form.
  private static final FieldReader<String> LOGO =
      Readers.text(1, Branding.MAXIMUM_URL)
          .takes(STRING.with("format", "uri").with("maxLength", Branding.MAXIMUM_URL));

  private static final FieldReader<String> ORIGIN =
      Readers.text(1, OrganizationSettings.LONGEST_ORIGIN)
          .takes(
              STRING
                  .with(
                      "pattern",
                      "^https?://[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?(:[1-9][0-9]{0,4})?$")
                  .with("maxLength", OrganizationSettings.LONGEST_ORIGIN));

  private static final FieldReader<String> COUNTRY =
      Readers.text(2, 2).takes(STRING.with("pattern", "^[A-Z]{2}$"));

  private static final Shape<Branding> BRANDING =
      Shape.of(
          NEUTRAL.branding(),
          (branding, fields) ->
              new Branding(
                  fields.required(
                      "displayName", Readers.name(Branding.MAXIMUM_NAME), branding.displayName()),
                  fields.optional("logoUrl", LOGO, branding.logoUrl()),
                  fields.optional("primaryColor", COLOR, branding.primaryColor())));

  private SettingsShape() {}

  /**
   * The settings of a business.
   *
   * @param reachable the countries that messages are sent to; a business may narrow them
   */
  public static Shape<OrganizationSettings> of(AllowedCountries reachable) {
    return Shape.of(NEUTRAL, SettingsShape::with)
        .withRules(
            settings -> {
              List<Fault> faults = new ArrayList<>(settings.faults());
              faults.addAll(unreachable(settings.phoneCountries(), reachable));
              return faults;
            });
  }

  private static OrganizationSettings with(OrganizationSettings settings, Fields fields) {
    return new OrganizationSettings(
        fields.required("timeZone", Readers.zone(), settings.timeZone()),
        fields.required("locale", LocaleReader.locale(), settings.locale()),
        fields.required("currency", Readers.currency(), settings.currency()),
        fields.required("businessHours", Hours.weekly(), settings.businessHours()),
        BookingSection.SECTION.with(settings.bookings(), fields),
        ReminderSection.SECTION.with(settings.reminders(), fields),
        fields.merged(
            "labels",
            Readers.textMap(
                OrganizationSettings.MAXIMUM_LABELS,
                OrganizationSettings.LONGEST_LABEL_KEY,
                OrganizationSettings.LONGEST_LABEL),
            settings.labels()),
        fields.part("branding", BRANDING, settings.branding()),
        fields.defaulted(
            "corsOrigins",
            Readers.distinct(ORIGIN, OrganizationSettings.MAXIMUM_ORIGINS),
            settings.corsOrigins()),
        fields.defaulted(
            "closedDates",
            Readers.distinct(Readers.date(), OrganizationSettings.MAXIMUM_CLOSED_DATES),
            settings.closedDates()),
        fields.defaulted(
            "phoneCountries",
            Readers.distinct(COUNTRY, OrganizationSettings.MAXIMUM_PHONE_COUNTRIES),
            settings.phoneCountries()),
        new BusinessCalendar(
            fields.defaulted("seasons", Calendars.seasons(), settings.calendar().seasons()),
            fields.defaulted(
                "specialDates", Calendars.specialDates(), settings.calendar().specialDates()),
            fields.optional(
                "holidays", HolidayFields.ofBusiness(), settings.calendar().holidays())));
  }

  private static List<Fault> unreachable(List<String> countries, AllowedCountries reachable) {
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < countries.size(); i++) {
      String country = countries.get(i);
      if (OrganizationSettings.isCountry(country) && !reachable.allow(country)) {
        faults.add(
            new Fault(
                "/phoneCountries/" + i,
                FaultCode.NOT_ONE_OF,
                "is a country that no messages are sent to; they go to " + reachable.list()));
      }
    }
    return faults;
  }

  private static OrganizationSettings neutral() {
    OrganizationSettings template =
        OrganizationSettings.forTemplate(
            BusinessTemplate.CONSULTATION,
            Zone.of("UTC"),
            Locale.ENGLISH,
            Currency.getInstance("EUR"),
            "Neutral");
    return new OrganizationSettings(
        template.timeZone(),
        template.locale(),
        template.currency(),
        template.businessHours(),
        BookingSection.SECTION.blank(),
        ReminderSection.SECTION.blank(),
        Map.of(),
        template.branding(),
        List.of(),
        List.of(),
        List.of());
  }
}
