package io.marcado.bookings.links;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.SampleBooking;
import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.published.BookingLinks;
import io.marcado.domain.BookingId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.Zone;
import io.marcado.platform.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A link opens what its message stated, and nothing else. */
class BookingLinkTest {
  private static final ResourceId CHAIR = new ResourceId("chair");
  private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
  private static final Instant NOW = START.minus(Duration.ofDays(3));
  private static final LocalTimeline SAO_PAULO = new LocalTimeline(Zone.of("America/Sao_Paulo"));

  private final Booking booking =
      SampleBooking.of(new BookingId("b1"), List.of(CHAIR), Interval.ofMinutes(START, 60), NOW);
  private final BookingLink link = BookingLink.to(booking.image(), Locale.ENGLISH);

  @Test
  void shouldOpenTheBookingUntilItEndsWhateverElseBecomesOfIt() {
    assertThat(link.opens(booking, NOW)).isTrue();
    assertThat(link.opens(booking.noted(Optional.of("by the window")), NOW)).isTrue();
    assertThat(link.opens(done(booking.confirmedByClient(NOW)), NOW)).isTrue();
    assertThat(link.opens(done(booking.cancelled(Optional.empty())), NOW)).isTrue();
    Instant end = booking.time().end();
    assertThat(link.opens(booking, end.minusSeconds(1))).isTrue();
    assertThat(link.opens(booking, end)).isFalse();
  }

  @Test
  void shouldOpenNothingOnceTheMessageIsWrong() {
    assertThat(link.opens(moved(CHAIR, START.plusSeconds(300)), NOW)).isFalse();
    assertThat(link.opens(moved(new ResourceId("other"), START), NOW)).isFalse();
    assertThat(link.opens(booking.erased(), NOW)).isFalse();
  }

  @Test
  void shouldStateTheServiceOfEachPartOfAVisit() {
    BookingLink ofVisit = BookingLink.to(visit("cut", "beard"), Locale.ENGLISH);

    assertThat(ofVisit).isEqualTo(BookingLink.to(visit("cut", "beard"), Locale.ENGLISH));
    assertThat(ofVisit).isNotEqualTo(BookingLink.to(visit("cut", "wash"), Locale.ENGLISH));
  }

  private static BookingImage visit(String first, String second) {
    return Json.read(
        """
        {"bookingId":"v1","status":"CONFIRMED","serviceId":"%1$s","resourceIds":["chair"],
         "start":"%3$s","end":"%4$s","source":"STAFF","version":1,"createdAt":"%5$s","updatedAt":"%5$s",
         "visit":[{"serviceId":"%1$s","serviceName":"A","resourceIds":["chair"],"start":"%3$s","end":"%4$s"},
                  {"serviceId":"%2$s","serviceName":"B","resourceIds":["chair"],"start":"%4$s","end":"%4$s"}]}
        """
            .formatted(first, second, START, START.plusSeconds(3600), NOW),
        BookingImage.class);
  }

  /** Until the business agrees, the old time holds, and both messages are true. */
  @Test
  void shouldOpenByTheOldMessageAndTheNewOneWhileAMoveWaits() {
    Booking moved = moved(CHAIR, START.plusSeconds(3600));
    Booking waiting = moved.waiting(booking, NOW.plusSeconds(3600));

    assertThat(link.opens(waiting, NOW)).isTrue();
    assertThat(BookingLink.to(waiting.image(), Locale.ENGLISH).opens(waiting, NOW)).isTrue();
  }

  /** It moved the booking, so its holder knows the new time; what others do then ends it. */
  @Test
  void shouldFollowTheMovesThatItMakes() {
    Booking later = moved(CHAIR, START.plusSeconds(3600));
    BookingLink followed = link.following(later.image());

    assertThat(followed.opens(later, NOW)).isTrue();
    assertThat(followed.opens(booking, NOW)).isFalse();
    assertThat(followed.opens(moved(CHAIR, START.plusSeconds(7200)), NOW)).isFalse();
    assertThat(followed.following(booking.image())).isEqualTo(link);
  }

  @Test
  void shouldOpenWhateverBecomesOfTheMoveThatItAskedFor() {
    Booking later = moved(CHAIR, START.plusSeconds(3600));
    BookingLink asking = link.following(later.waiting(booking, NOW.plusSeconds(3600)).image());

    assertThat(asking.opens(later, NOW)).as("approved").isTrue();
    assertThat(asking.opens(booking, NOW)).as("rejected, or taken back").isTrue();
    assertThat(asking.opens(moved(CHAIR, START.plusSeconds(7200)), NOW)).isFalse();
  }

  @Test
  void shouldTakeSecretsAndNothingElseOutOfATextThatIsKept() {
    assertThat(BookingLinks.redacted("a https://b.example/l/abcdefgh234567ab, /l/shorter b"))
        .isEqualTo("a https://b.example/l/…, /l/shorter b");
  }

  private Booking moved(ResourceId to, Instant start) {
    Interval time = Interval.ofMinutes(start, 60);
    return done(
        booking.moved(
            List.of(to),
            Map.of(to, "A chair"),
            time,
            Booking.oneSeatOf(List.of(to), time),
            SAO_PAULO));
  }

  private static <R> Booking done(Result<Booking, R> result) {
    return result.orElseThrow(refusal -> new IllegalStateException(String.valueOf(refusal)));
  }
}
