package io.marcado.messaging.bookings;

import io.marcado.bookings.published.BookingLinks;
import io.marcado.identity.published.notices.TextStops;
import io.marcado.messaging.TestTenant;
import io.marcado.messaging.sending.Messenger;
import io.marcado.messaging.sending.PhoneCeiling;
import io.marcado.messaging.sending.WhatsAppWindow;
import io.marcado.platform.config.Variables;
import io.marcado.platform.limits.Limits;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.tenant.SettingsReader;
import io.marcado.schedules.MessageSchedule;
import jakarta.inject.Provider;
import java.time.InstantSource;
import java.util.Map;

/** Makes what sends the messages of a business. */
record TestSending(
    TestTenant tenant,
    BookingFacts facts,
    MessageLedger ledger,
    SettingsReader settings,
    BookingLinks links,
    InstantSource clock) {

  BookingMessageSender sender(
      Provider<MessageSchedule> schedule, MessageLimits limits, Messenger messenger) {
    return new BookingMessageSender(
        ledger,
        schedule,
        facts,
        settings,
        new TeamNotices(facts),
        writer(),
        digests(schedule),
        limits,
        tenant.standing(clock),
        messenger,
        links,
        new TextStops(tenant.table()),
        tenant.numbers(clock),
        clock);
  }

  BookingMessageWriter writer() {
    return new BookingMessageWriter(
        facts,
        settings,
        tenant.texts(clock),
        tenant.standing(clock),
        links,
        new WhatsAppWindow(tenant.table()));
  }

  Digests digests(Provider<MessageSchedule> schedule) {
    return new Digests(ledger, schedule, settings, clock);
  }

  /**
   * @param most as the parameter {@code Limits} has them
   */
  MessageLimits limits(String most) {
    RateLimiter limiter = new RateLimiter(clock);
    Limits limits = new Limits(new Variables(Map.of("LIMITS", most)));
    return new MessageLimits(
        limiter,
        tenant.table(),
        limits,
        new PhoneCeiling(limiter, tenant.table(), limits),
        tenant.standing(clock));
  }
}
