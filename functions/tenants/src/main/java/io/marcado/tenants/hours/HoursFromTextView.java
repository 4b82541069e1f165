package io.marcado.tenants.hours;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.marcado.domain.settings.BusinessHolidays;
import io.marcado.domain.time.HolidayHours;
import io.marcado.platform.schedule.Calendars;
import io.marcado.platform.schedule.Hours;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The hours that were read from a text.
 *
 * @param businessHours null when the text says nothing of the days of the week
 * @param holidays null when it says nothing of holidays
 */
public record HoursFromTextView(
    boolean written,
    boolean complete,
    List<String> understood,
    @Nullable List<Hours.WeeklyWindowView> businessHours,
    @Nullable List<Calendars.SeasonView> seasons,
    List<Calendars.SpecialDateView> specialDates,
    @Nullable HolidaysView holidays,
    List<PartView> notUnderstood) {

  /** What holds on holidays, and on those of which country. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record HolidaysView(
      String country,
      @Nullable String region,
      String rule,
      @Nullable List<Hours.WindowView> windows) {
    static HolidaysView of(HolidayHours hours, BusinessHolidays kept) {
      return new HolidaysView(
          kept.country(),
          kept.region().orElse(null),
          hours.rule().name(),
          hours.rule() == HolidayHours.Rule.WINDOWS ? Hours.view(hours.windows()) : null);
    }
  }

  /** A part that was not understood. */
  public record PartView(String text, int position, String reason, boolean harmless) {
    static PartView of(NotUnderstood part) {
      return new PartView(part.text(), part.position(), part.reason().name(), part.isHarmless());
    }
  }

  /** The answer about a proposal. */
  public static HoursFromTextView of(
      HoursProposal proposal, Optional<BusinessHolidays> kept, Locale locale, boolean written) {
    return new HoursFromTextView(
        written,
        proposal.isWhole(),
        HoursWords.of(locale).of(proposal),
        proposal.saysHours() ? Hours.view(proposal.businessHours()) : null,
        proposal.saysHours() ? Calendars.viewOfSeasons(proposal.seasons()) : null,
        Calendars.viewOfSpecialDates(proposal.specialDates()),
        proposal
            .holidays()
            .flatMap(hours -> kept.map(of -> HolidaysView.of(hours, of)))
            .orElse(null),
        proposal.notUnderstood().stream().map(PartView::of).toList());
  }
}
