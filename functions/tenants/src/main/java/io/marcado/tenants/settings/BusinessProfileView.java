package io.marcado.tenants.settings;

import io.marcado.domain.settings.Approval;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.settings.PublicBooking;
import io.marcado.domain.time.TzRelease;
import io.marcado.platform.config.AllowedCountries;
import io.marcado.platform.schedule.Calendars;
import io.marcado.platform.schedule.HolidayFields;
import io.marcado.platform.schedule.Hours;
import io.marcado.tenants.settings.SettingsView.BrandingView;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The part of the settings that everyone may see, under the same names. A new setting is private
 * until it is named here.
 *
 * @param tzRelease the release of the IANA time zone database by which we reckon local times
 * @param phoneCountries the business's own list; without one, the countries that we send messages
 *     to
 */
public record BusinessProfileView(
    BrandingView branding,
    Map<String, String> labels,
    String locale,
    String currency,
    String timeZone,
    String tzRelease,
    List<Hours.WeeklyWindowView> businessHours,
    List<LocalDate> closedDates,
    List<Calendars.SeasonView> seasons,
    List<Calendars.SpecialDateView> specialDates,
    HolidayFields.@Nullable BusinessView holidays,
    int slotIntervalMinutes,
    int minimumNoticeMinutes,
    int maximumAdvanceDays,
    int cancellationWindowMinutes,
    Approval approval,
    PublicBooking publicBooking,
    List<String> phoneCountries) {

  /**
   * The profile of a business.
   *
   * @param reachable the countries that messages are sent to
   */
  public static BusinessProfileView of(OrganizationSettings settings, AllowedCountries reachable) {
    return new BusinessProfileView(
        BrandingView.of(settings.branding()),
        new TreeMap<>(settings.labels()),
        settings.locale().toLanguageTag(),
        settings.currency().getCurrencyCode(),
        settings.timeZone().id(),
        TzRelease.current().name(),
        Hours.view(settings.businessHours()),
        settings.closedDates(),
        Calendars.viewOfSeasons(settings.calendar().seasons()),
        Calendars.viewOfSpecialDates(settings.calendar().specialDates()),
        HolidayFields.view(settings.calendar().holidays()),
        settings.bookings().slotIntervalMinutes(),
        settings.bookings().minimumNoticeMinutes(),
        settings.bookings().maximumAdvanceDays(),
        settings.bookings().cancellationWindowMinutes(),
        settings.bookings().approval(),
        settings.bookings().publicBooking(),
        settings.phoneCountries().isEmpty() ? reachable.codes() : settings.phoneCountries());
  }
}
