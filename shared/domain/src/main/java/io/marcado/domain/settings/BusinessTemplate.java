package io.marcado.domain.settings;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;

import io.marcado.domain.time.DailyWindow;
import io.marcado.domain.time.WeeklyHours;
import io.marcado.domain.time.Zone;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The kind of business a sign-up asks for; it decides the settings a tenant begins with. */
public enum BusinessTemplate {
  /** Appointments with a person: a clinic, a tutor, a lawyer. Weekdays with a lunch break. */
  CONSULTATION {
    @Override
    OrganizationSettings defaults(Zone zone, Locale locale, Currency currency, String name) {
      return new OrganizationSettings(
          zone,
          locale,
          currency,
          hours(MONDAY, FRIDAY, DailyWindow.of("09:00", "12:00"), DailyWindow.of("13:00", "18:00")),
          BookingPolicy.forTemplate(this),
          ReminderPolicy.forTemplate(this),
          label(locale, "Professional", "Profissional", "Profesional"),
          Branding.named(name),
          List.of(),
          List.of(),
          List.of());
    }
  },
  /** A table of services with prices: a barber, a salon, a workshop. Open on Saturdays too. */
  SERVICE_TABLE {
    @Override
    OrganizationSettings defaults(Zone zone, Locale locale, Currency currency, String name) {
      return new OrganizationSettings(
          zone,
          locale,
          currency,
          hours(MONDAY, SATURDAY, DailyWindow.of("09:00", "19:00")),
          BookingPolicy.forTemplate(this),
          ReminderPolicy.forTemplate(this),
          label(locale, "Station", "Cadeira", "Puesto"),
          Branding.named(name),
          List.of(),
          List.of(),
          List.of());
    }
  };

  abstract OrganizationSettings defaults(Zone zone, Locale locale, Currency currency, String name);

  private static WeeklyHours hours(DayOfWeek first, DayOfWeek last, DailyWindow... windows) {
    List<WeeklyHours.Entry> entries = new ArrayList<>();
    for (int day = first.getValue(); day <= last.getValue(); day++) {
      for (DailyWindow window : windows) {
        entries.add(new WeeklyHours.Entry(DayOfWeek.of(day), window));
      }
    }
    return new WeeklyHours(entries);
  }

  private static Map<String, String> label(
      Locale locale, String english, String portuguese, String spanish) {
    return Map.of(
        "resource",
        switch (locale.getLanguage()) {
          case "pt" -> portuguese;
          case "es" -> spanish;
          default -> english;
        });
  }
}
