package io.marcado.bookings.scheduling;

import static io.marcado.bookings.scheduling.Salon.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.lifecycle.BookingFault;
import io.marcado.bookings.lifecycle.BookingFault.Plain;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.ClassPlace;
import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.domain.Actor;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.Result;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The faults that a wrong request is told, and the limits for which it counts. */
class RequestFaultsTest {
  private static final Mentioned NOTHING =
      new Mentioned(Optional.empty(), Optional.empty(), Optional.empty(), Set.of());

  private final Salon salon = new Salon("public-bookings-of-address=2,holds-of-address=2");
  private final RequestFaults faults = salon.bean(RequestFaults.class);
  private final Actor visitor = salon.visitor("192.0.2." + salon.tenant);

  @AfterEach
  void close() {
    salon.close();
  }

  @Test
  void shouldTellAllThatIsWrongBesideAnUnknownSession() {
    Actor client = salon.client("lia");
    SessionRequest ofNobody = seats(Optional.empty(), Set.of());
    SessionRequest ofAll = seats(Optional.of("x".repeat(300_000)), Set.of(SchedulingRule.NOTICE));

    assertThat(told(salon.creation.book(salon.automation(), ofNobody, NOW)))
        .containsExactlyInAnyOrder(Plain.UNKNOWN_SESSION, Plain.CLIENT_MISSING);
    assertThat(told(salon.creation.book(client, ofAll, NOW)))
        .containsExactlyInAnyOrder(
            Plain.UNKNOWN_SESSION, Plain.RULES_SET_ASIDE, Plain.FIELDS_TOO_LARGE);
    // A hold has no client yet, so none is missing.
    assertThat(told(salon.creation.hold(salon.automation(), ofNobody, NOW)))
        .containsExactly(Plain.UNKNOWN_SESSION);
  }

  @Test
  void shouldCountWhatIsWrongLikeAnyAttemptOfAVisitor() {
    assertThat(faults.ofBooking(visitor, NOTHING, NOW).whyRefused()).isEmpty();
    assertThat(salon.creation.book(visitor, seats(Optional.empty(), Set.of()), NOW).whyRefused())
        .containsInstanceOf(BookingRefusal.Faulty.class);
    assertThat(faults.ofBooking(visitor, NOTHING, NOW).whyRefused())
        .containsInstanceOf(BookingRefusal.TooOften.class);
    assertThat(salon.creation.book(visitor, seats(Optional.empty(), Set.of()), NOW).whyRefused())
        .containsInstanceOf(BookingRefusal.TooOften.class);

    assertThat(faults.ofHold(visitor, NOTHING, NOW).whyRefused()).isEmpty();
    assertThat(salon.creation.hold(visitor, seats(Optional.empty(), Set.of()), NOW).whyRefused())
        .containsInstanceOf(BookingRefusal.Faulty.class);
    assertThat(faults.ofHold(visitor, NOTHING, NOW).whyRefused())
        .containsInstanceOf(BookingRefusal.TooOften.class);

    for (int i = 0; i < 4; i++) {
      assertThat(faults.ofBooking(salon.client("lia"), NOTHING, NOW).whyRefused()).isEmpty();
    }
  }

  private static List<BookingFault> told(Result<Booked, BookingRefusal> answer) {
    return answer.whyRefused().orElseThrow()
            instanceof BookingRefusal.Faulty(List<BookingFault> all)
        ? all
        : List.of();
  }

  private static SessionRequest seats(Optional<String> notes, Set<SchedulingRule> ignored) {
    return new SessionRequest(
        ClassPlace.of(new ClassSessionId("nosuch"), 1, List.of()),
        slot ->
            new BookingRequest(
                slot,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                notes,
                Map.of(),
                ignored,
                Optional.empty()));
  }
}
