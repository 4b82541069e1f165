package io.marcado.tenants.settings;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.marcado.domain.settings.BookingPolicy;
import io.marcado.domain.settings.Branding;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.settings.ReminderPolicy;
import io.marcado.platform.schedule.Calendars;
import io.marcado.platform.schedule.HolidayFields;
import io.marcado.platform.schedule.Hours;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The settings as answers show them. The fields of sections stand beside all others. */
public record SettingsView(
    String timeZone,
    String locale,
    String currency,
    List<Hours.WeeklyWindowView> businessHours,
    @JsonUnwrapped BookingPolicy bookings,
    @JsonUnwrapped ReminderPolicy reminders,
    Map<String, String> labels,
    BrandingView branding,
    List<String> corsOrigins,
    List<LocalDate> closedDates,
    List<Calendars.SeasonView> seasons,
    List<Calendars.SpecialDateView> specialDates,
    HolidayFields.@Nullable BusinessView holidays,
    List<String> phoneCountries) {

  /** How the business shows itself; null for what it has not set. */
  public record BrandingView(
      String displayName, @Nullable String logoUrl, @Nullable String primaryColor) {
    static BrandingView of(Branding branding) {
      return new BrandingView(
          branding.displayName(),
          branding.logoUrl().orElse(null),
          branding.primaryColor().orElse(null));
    }
  }

  public static SettingsView of(OrganizationSettings settings) {
    return new SettingsView(
        settings.timeZone().id(),
        settings.locale().toLanguageTag(),
        settings.currency().getCurrencyCode(),
        Hours.view(settings.businessHours()),
        settings.bookings(),
        settings.reminders(),
        new TreeMap<>(settings.labels()),
        BrandingView.of(settings.branding()),
        settings.corsOrigins(),
        settings.closedDates(),
        Calendars.viewOfSeasons(settings.calendar().seasons()),
        Calendars.viewOfSpecialDates(settings.calendar().specialDates()),
        HolidayFields.view(settings.calendar().holidays()),
        settings.phoneCountries());
  }
}
