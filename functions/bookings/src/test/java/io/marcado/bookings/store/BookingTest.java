package io.marcado.bookings.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.bookings.published.BookingSource;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.domain.time.Interval;
import io.marcado.platform.http.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BookingTest {
  private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
  private static final Instant BEFORE = START.minusSeconds(1);

  @ParameterizedTest
  @CsvSource({
    "HELD,confirm,",
    "HELD,reject,",
    "HELD,cancel,CANCELLED",
    "HELD,complete,",
    "HELD,no-show,",
    "PENDING,confirm,CONFIRMED",
    "PENDING,reject,REJECTED",
    "PENDING,cancel,CANCELLED",
    "PENDING,complete,",
    "PENDING,no-show,",
    "CONFIRMED,confirm,",
    "CONFIRMED,reject,",
    "CONFIRMED,cancel,CANCELLED",
    "CONFIRMED,complete,COMPLETED",
    "CONFIRMED,no-show,NO_SHOW"
  })
  void shouldGoWhereItsStatusLeads(BookingStatus from, String action, BookingStatus to) {
    Booking booking = in(from);

    if (to == null) {
      assertRefused(() -> act(booking, action, START));
    } else {
      Booking after = act(booking, action, START);
      assertThat(after.status()).isEqualTo(to);
      assertThat(after.taken()).isEqualTo(to.keepsTime() ? booking.taken() : List.of());
      assertThat(after.resourceIds()).isEqualTo(booking.resourceIds());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"COMPLETED", "NO_SHOW", "CANCELLED", "REJECTED", "EXPIRED"})
  void shouldStayWhereItHasEnded(BookingStatus ended) {
    for (String action : List.of("confirm", "reject", "cancel", "complete", "no-show", "move")) {
      assertRefused(() -> act(in(ended), action, START));
    }
  }

  @Test
  void shouldNotBeOverBeforeItHasStarted() {
    assertRefused(() -> act(in(BookingStatus.CONFIRMED), "complete", BEFORE));
    assertRefused(() -> act(in(BookingStatus.CONFIRMED), "no-show", BEFORE));
  }

  private static Booking act(Booking booking, String action, Instant now) {
    UnaryOperator<Booking> change =
        switch (action) {
          case "confirm" -> present -> present.confirmed();
          case "reject" -> present -> present.rejected(Optional.empty());
          case "cancel" -> present -> present.cancelled(Optional.empty());
          case "complete" -> present -> present.completed(now);
          case "no-show" -> present -> present.noShow(now);
          case "move" ->
              present -> present.moved(present.resourceIds(), present.time(), present.taken());
          default -> throw new IllegalArgumentException(action);
        };
    return change.apply(booking);
  }

  private static void assertRefused(Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> assertThat(problem.code()).isEqualTo(BookingProblem.WRONG_STATUS));
  }

  static Booking in(BookingStatus status) {
    Interval time = Interval.ofMinutes(START, 60);
    return new Booking(
        "b7qk2m4x6z3c5v7n2l4j6h3g5f",
        status,
        "cut",
        List.of("chair"),
        "ana",
        time,
        status.keepsTime() ? Booking.oneSeatOf(List.of("chair"), time) : List.of(),
        Optional.empty(),
        BookingSource.CLIENT,
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        "hash",
        "writer",
        1,
        BEFORE,
        BEFORE);
  }
}
