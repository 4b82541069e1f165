package io.marcado.bookings.scheduling;

import io.marcado.bookings.published.BookingStatus;
import io.marcado.domain.ResourceId;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.Zone;
import java.util.Optional;

/**
 * What somebody wants to see in the calendar.
 *
 * @param status empty for every status that keeps its time; busy times have none
 * @param zone of the dates and of the times in the answer; empty for the business's
 */
public record CalendarFilter(
    LocalDates dates,
    Optional<ResourceId> resourceId,
    Optional<BookingStatus> status,
    Optional<Zone> zone) {

  /** Local time of the calendar. */
  public LocalTimeline timeline(OrganizationSettings settings) {
    return zone.map(LocalTimeline::new).orElseGet(settings::timeline);
  }
}
