package io.marcado.messaging.reminders;

import io.marcado.bookings.published.BookingEvent;
import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.domain.TenantId;
import io.marcado.messaging.bookings.BookingMessage;
import io.marcado.messaging.schedules.MessageSchedule;
import io.marcado.platform.tenant.SettingsReader;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Plans the reminders of a confirmed booking, one for each time in the settings.
 *
 * <p>It never cancels a schedule: a due reminder checks whether the booking still has its facts. So
 * a second delivery or a stale event does no harm.
 */
@Singleton
public final class ReminderPlanner {
  private final SettingsReader settings;
  private final MessageSchedule schedule;
  private final InstantSource clock;

  public ReminderPlanner(SettingsReader settings, MessageSchedule schedule, InstantSource clock) {
    this.settings = settings;
    this.schedule = schedule;
    this.clock = clock;
  }

  /** Plans the reminders that are due in the future; none for somebody without a client record. */
  public void plan(BookingEvent event) {
    // What was agreed on stands while the client asks for another time.
    BookingImage booking = event.booking().agreed();
    if (booking.status() != BookingStatus.CONFIRMED || booking.clientId() == null) {
      return;
    }
    TenantId tenant = new TenantId(event.tenantId());
    Instant now = clock.instant();
    settings.get(tenant).reminders().reminderMinutesBefore().stream()
        .map(
            minutes ->
                new Reminder(
                    tenant,
                    booking.bookingId().value(),
                    booking.start(),
                    BookingMessage.resourcesOf(booking),
                    minutes))
        .filter(reminder -> reminder.dueAt().isAfter(now))
        .forEach(schedule::plan);
  }
}
