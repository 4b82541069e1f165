package io.marcado.messaging.bookings;

import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.published.BookingSource;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.QuietHours;
import io.marcado.domain.time.TzRelease;
import io.marcado.domain.time.Zone;
import io.marcado.identity.published.notices.MessagePreferences;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether a message to a client waits until quiet hours end. */
final class Patience {
  /** Who reads a message when quiet hours end still has so long until the start it is about. */
  private static final Duration LEAST_NOTICE = Duration.ofHours(1);

  private Patience() {}

  /**
   * Until when it waits; empty for what goes out now. What the client has just done by itself is
   * answered at once, and what staff ask to be told again is told. Nothing waits that would then be
   * told too late.
   */
  static Optional<Instant> until(
      BookingMessage message,
      BookingImage booking,
      OrganizationSettings business,
      MessagePreferences preferences,
      Instant now) {
    QuietHours quiet =
        Optional.ofNullable(preferences.quietHours()).orElse(business.reminders().quietHours());
    boolean answers = message.changeSource().isPresent() && !isByTeam(message);
    if (quiet == null || answers || message.again().isPresent()) {
      return Optional.empty();
    }
    return quiet
        .end(now, timeline(preferences, business))
        .filter(
            end ->
                starts(message, booking)
                    .noneMatch(
                        start -> start.isAfter(now) && start.isBefore(end.plus(LEAST_NOTICE))));
  }

  /** True when the team made the change that it tells of, and nobody asked to be told again. */
  static boolean isByTeam(BookingMessage message) {
    return message.again().isEmpty()
        && message.changeSource().filter(BookingSource.STAFF::equals).isPresent();
  }

  private static LocalTimeline timeline(
      MessagePreferences preferences, OrganizationSettings business) {
    return Optional.ofNullable(preferences.timeZone())
        .flatMap(TzRelease.current()::zone)
        .map(LocalTimeline::new)
        .orElseGet(business::timeline);
  }

  /** The starts that it is about: also the one for which the client would come in vain. */
  private static Stream<Instant> starts(BookingMessage message, BookingImage booking) {
    Stream<Instant> before =
        Optional.ofNullable(booking.localStart()).stream()
            .flatMap(
                agreed ->
                    message.movedFrom().stream()
                        .map(new LocalTimeline(Zone.of(agreed.zone()))::at));
    return Stream.concat(Stream.of(booking.start()), before);
  }
}
