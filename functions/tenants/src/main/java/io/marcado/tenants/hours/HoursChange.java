package io.marcado.tenants.hours;

import io.marcado.domain.holidays.HolidayTable;
import io.marcado.domain.settings.BusinessCalendar;
import io.marcado.domain.settings.BusinessHolidays;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.HolidayHours;
import io.marcado.domain.time.HolidayKind;
import io.marcado.domain.time.HolidayRules;
import io.marcado.domain.time.SpecialDate;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a text of hours makes of settings. */
public final class HoursChange {
  private HoursChange() {}

  /**
   * The holidays that a text means: those that the business keeps; or the public ones of a country
   * and region that it names, or else of the country of its language.
   *
   * @return empty when no table knows the country
   */
  public static Optional<BusinessHolidays> holidaysOf(
      OrganizationSettings settings, HolidayPlace place) {
    Optional<BusinessHolidays> kept = settings.calendar().holidays();
    if (place.country().isEmpty() && kept.isPresent()) {
      return kept;
    }
    String code = place.country().orElse(settings.locale().getCountry());
    return HolidayTable.of(code)
        .map(
            table ->
                new BusinessHolidays(
                    code,
                    place.region(),
                    Set.of(HolidayKind.PUBLIC),
                    kept.map(BusinessHolidays::rules)
                        .orElse(HolidayRules.of(HolidayHours.CLOSED))));
  }

  /**
   * The settings with what the text says. Hours of the week and seasons are replaced together; of
   * special and closed dates only those that it names.
   */
  public static OrganizationSettings apply(
      HoursProposal proposal, Optional<BusinessHolidays> kept, OrganizationSettings settings) {
    BusinessCalendar before = settings.calendar();
    BusinessCalendar calendar =
        new BusinessCalendar(
            proposal.saysHours() ? proposal.seasons() : before.seasons(),
            special(proposal.specialDates(), before.specialDates()),
            holidays(proposal.holidays(), kept, before));
    return new OrganizationSettings(
        settings.timeZone(),
        settings.locale(),
        settings.currency(),
        proposal.saysHours() ? proposal.businessHours() : settings.businessHours(),
        settings.bookings(),
        settings.reminders(),
        settings.labels(),
        settings.branding(),
        settings.corsOrigins(),
        settings.closedDates().stream()
            .filter(date -> proposal.specialDates().stream().noneMatch(day -> day.includes(date)))
            .toList(),
        settings.phoneCountries(),
        calendar);
  }

  private static Optional<BusinessHolidays> holidays(
      Optional<HolidayHours> said, Optional<BusinessHolidays> kept, BusinessCalendar before) {
    return said.isEmpty()
        ? before.holidays()
        : kept.map(
            of ->
                new BusinessHolidays(
                    of.country(),
                    of.region(),
                    of.kinds(),
                    new HolidayRules(said.get(), of.rules().days())));
  }

  /** The new ones, and what they leave of the old ones. */
  private static List<SpecialDate> special(List<SpecialDate> said, List<SpecialDate> before) {
    List<SpecialDate> all = new ArrayList<>(said);
    for (SpecialDate old : before) {
      List<SpecialDate> left = List.of(old);
      for (SpecialDate one : said) {
        left = left.stream().flatMap(part -> without(part, one).stream()).toList();
      }
      all.addAll(left);
    }
    return all;
  }

  private static List<SpecialDate> without(SpecialDate old, SpecialDate other) {
    if (other.to().isBefore(old.from()) || old.to().isBefore(other.from())) {
      return List.of(old);
    }
    List<SpecialDate> left = new ArrayList<>(2);
    LocalDate before = other.from().minusDays(1);
    LocalDate after = other.to().plusDays(1);
    if (!before.isBefore(old.from())) {
      left.add(new SpecialDate(old.from(), before, old.day()));
    }
    if (!after.isAfter(old.to())) {
      left.add(new SpecialDate(after, old.to(), old.day()));
    }
    return left;
  }
}
