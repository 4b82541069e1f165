package io.marcado.messaging.reminders;

import io.marcado.bookings.published.BookingEvent;
import io.marcado.bookings.published.BookingImage;
import io.marcado.domain.TenantId;
import io.marcado.messaging.bookings.BookingMessage;
import io.marcado.platform.tenant.SettingsReader;
import io.marcado.schedules.MessageSchedule;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Plans the reminders of a confirmed booking, one for each time in the settings, and the question
 * afterwards how it was, where the business asks.
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

  /**
   * Plans the reminders, and the question how it was, that are due in the future; none for somebody
   * without a client record.
   */
  public void plan(BookingEvent event) {
    // The agreed booking stands while the client asks for another time.
    BookingImage booking = event.booking().agreed();
    if (booking.clientId() == null) {
      return;
    }
    TenantId tenant = new TenantId(event.tenantId());
    switch (booking.status()) {
      case CONFIRMED -> {
        planReminders(tenant, booking);
        planFollowUp(tenant, booking);
      }
      // The business may follow up only since it was confirmed.
      case COMPLETED -> planFollowUp(tenant, booking);
      case HELD, PENDING, REJECTED, CANCELLED, EXPIRED, NO_SHOW -> {}
    }
  }

  private void planFollowUp(TenantId tenant, BookingImage booking) {
    int minutes = settings.get(tenant).reminders().followUpMinutesAfter();
    if (minutes == 0) {
      return;
    }
    FollowUp followUp =
        new FollowUp(
            tenant,
            booking.bookingId().value(),
            booking.start(),
            booking.end(),
            BookingMessage.resourcesOf(booking),
            minutes);
    if (followUp.dueAt().isAfter(clock.instant())) {
      schedule.plan(followUp);
    }
  }

  private void planReminders(TenantId tenant, BookingImage booking) {
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
