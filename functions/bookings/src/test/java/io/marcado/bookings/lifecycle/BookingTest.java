package io.marcado.bookings.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.ledger.TakenTime;
import io.marcado.bookings.published.Attendee;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.published.NamedPeople;
import io.marcado.domain.BookingId;
import io.marcado.domain.ManageToken;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.ServiceId;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalStart;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.TzRelease;
import io.marcado.domain.time.Zone;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BookingTest {
  private static final ResourceId CHAIR = new ResourceId("chair");
  private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
  private static final Instant BEFORE = START.minusSeconds(1);
  private static final List<TakenTime> TAKEN =
      Booking.oneSeatOf(List.of(CHAIR), Interval.ofMinutes(START, 60));
  private static final LocalTimeline SAO_PAULO = new LocalTimeline(Zone.of("America/Sao_Paulo"));

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
      assertWrongStatus(act(booking, action, START), from);
    } else {
      Booking after =
          act(booking, action, START)
              .orElseThrow(refusal -> new IllegalStateException(refusal.toString()));
      assertThat(after.status()).isEqualTo(to);
      assertThat(after.taken()).isEqualTo(to.keepsTime() ? booking.taken() : List.of());
      assertThat(after.resourceIds()).isEqualTo(booking.resourceIds());
    }
  }

  @Test
  void shouldRememberThatItsClientComesUntilAnotherTimeIsAgreedOn() {
    Booking comes = done(in(BookingStatus.CONFIRMED).confirmedByClient(BEFORE));

    assertThat(comes.confirmedAt()).contains(BEFORE);
    assertThat(done(comes.confirmedByClient(BEFORE.plusMillis(1)))).isEqualTo(comes);
    Booking noted = next(comes.noted(Optional.of("pago")), comes);
    assertThat(noted.confirmedAt()).contains(BEFORE);
    assertThat(noted.image().confirmedAt()).isEqualTo(BEFORE);
    assertThat(next(done(act(comes, "cancel", BEFORE)), comes).confirmedAt()).contains(BEFORE);
    assertThat(next(done(act(comes, "move", BEFORE)), comes).confirmedAt()).contains(BEFORE);
    Booking later = next(later(comes), comes);
    assertThat(later.confirmedAt()).isEmpty();
    assertThat(done(later.confirmedByClient(BEFORE.plusMillis(1))).confirmedAt())
        .contains(BEFORE.plusMillis(1));
    Booking waits = later.waiting(comes, START);
    assertThat(waits.confirmedAt()).contains(BEFORE);
    assertThat(next(done(waits.rejected(Optional.empty())), waits).confirmedAt()).contains(BEFORE);
    assertThat(next(waits.lapsed(), waits).confirmedAt()).contains(BEFORE);
    assertThat(next(done(waits.cancelled(Optional.empty())), waits).confirmedAt()).contains(BEFORE);
    assertThat(next(done(waits.confirmed(BEFORE)), waits).confirmedAt()).isEmpty();
  }

  private static Booking later(Booking booking) {
    return done(
        booking.moved(
            booking.resourceIds(),
            Map.of(),
            booking.time().later(Duration.ofMinutes(5)),
            booking.taken(),
            SAO_PAULO));
  }

  private static Booking next(Booking booking, Booking before) {
    return booking.writtenAfter(before, "writer", Optional.empty(), BEFORE);
  }

  @ParameterizedTest
  @EnumSource(names = "CONFIRMED", mode = EnumSource.Mode.EXCLUDE)
  void shouldBeConfirmedByItsClientOnlyOnceTheBusinessHasAgreed(BookingStatus status) {
    assertThat(in(status).confirmedByClient(BEFORE).whyRefused())
        .contains(new BookingRefusal.WrongStatus(status, List.of(BookingStatus.CONFIRMED)));
  }

  @Test
  void shouldNotBeConfirmedByItsClientOnceItHasBegun() {
    assertThat(in(BookingStatus.CONFIRMED).confirmedByClient(START).whyRefused())
        .contains(new BookingRefusal.Over());
  }

  @ParameterizedTest
  @EnumSource(names = {"CANCELLED", "REJECTED", "EXPIRED"})
  void shouldStayWhereItHasEnded(BookingStatus ended) {
    for (String action : List.of("confirm", "reject", "cancel", "complete", "no-show", "move")) {
      assertWrongStatus(act(in(ended), action, START), ended);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "COMPLETED,confirm,CONFIRMED",
    "COMPLETED,no-show,NO_SHOW",
    "NO_SHOW,confirm,CONFIRMED",
    "NO_SHOW,complete,COMPLETED",
    "REJECTED,confirm-after-all,CONFIRMED"
  })
  void shouldBeCorrectedForSevenDays(BookingStatus from, String action, BookingStatus to) {
    Booking booking = in(from);
    Instant last = booking.statusSince().plus(Duration.ofDays(7));

    Booking corrected =
        act(booking, action, last)
            .orElseThrow(refusal -> new IllegalStateException(refusal.toString()));
    assertThat(corrected.status()).isEqualTo(to);
    assertThat(corrected.taken()).isEqualTo(TAKEN);
    assertThat(booking.isCorrectedBy(corrected)).isTrue();
    assertThat(act(booking, action, last.plusMillis(1)))
        .isEqualTo(Result.refused(new BookingRefusal.CorrectionClosed(from)));
  }

  @ParameterizedTest
  @EnumSource(names = {"COMPLETED", "NO_SHOW"})
  void shouldNeitherMoveNorBeCancelledAfterItTookPlace(BookingStatus over) {
    for (String action : List.of("reject", "cancel", "move")) {
      assertWrongStatus(act(in(over), action, START), over);
    }
  }

  @Test
  void shouldKeepBothTimesWhileAMoveWaits() {
    Booking booked = in(BookingStatus.CONFIRMED);
    Interval half = Interval.ofMinutes(START.plusSeconds(1800), 60);
    Booking asked =
        booked
            .moved(
                booked.resourceIds(),
                Map.of(),
                half,
                Booking.oneSeatOf(List.of(CHAIR), half),
                SAO_PAULO)
            .map(moved -> moved.waiting(booked, BEFORE.plusSeconds(3600)))
            .orElseThrow(refusal -> new IllegalStateException(refusal.toString()));

    assertThat(asked.status()).isEqualTo(BookingStatus.PENDING);
    // It lapses at the approved start at the latest.
    assertThat(asked.expiresAt()).isEqualTo(START);
    assertThat(asked.agreedStart()).contains(START);
    long cells = asked.held().stream().mapToLong(taken -> taken.cells().count()).sum();
    assertThat(cells).isEqualTo(18);
    assertThat(asked.at(START.minusMillis(1))).isEqualTo(asked);
    assertThat(asked.at(START)).isEqualTo(booked);
    assertThat(asked.rejected(Optional.empty())).isEqualTo(Result.done(booked));
    assertThat(asked.movedBack(kept -> kept.time().start().equals(START))).contains(booked);
    assertThat(asked.movedBack(_ -> false)).isEmpty();
    Booking rejected =
        asked
            .rejected(Optional.of("no time then"))
            .orElseThrow(refusal -> new IllegalStateException(refusal.toString()));
    assertThat(rejected.reason()).contains("no time then");
    assertThat(
            rejected
                .moved(
                    rejected.resourceIds(),
                    Map.of(),
                    half,
                    Booking.oneSeatOf(List.of(CHAIR), half),
                    SAO_PAULO)
                .map(Booking::reason))
        .as("why an earlier move was rejected")
        .isEqualTo(Result.done(Optional.empty()));
    assertThat(asked.confirmed(BEFORE).map(Booking::held)).isEqualTo(Result.done(asked.taken()));
    // Nobody has agreed to the other time.
    assertThat(asked.cancelled(Optional.of("why"))).isEqualTo(booked.cancelled(Optional.of("why")));
  }

  @Test
  void shouldLapseAsANewRequestAtItsStart() {
    Booking asked = in(BookingStatus.PENDING);

    assertThat(asked.at(BEFORE)).isEqualTo(asked);
    assertThat(asked.at(START).status()).isEqualTo(BookingStatus.EXPIRED);
    assertThat(asked.at(START).held()).isEmpty();
  }

  @Test
  void shouldCountTheDaysFromItsStatusAndNotFromANote() {
    Booking done = in(BookingStatus.COMPLETED);
    Instant later = BEFORE.plus(Duration.ofDays(6));
    Booking noted =
        done.noted(Optional.of("pago")).writtenAfter(done, "writer", Optional.empty(), later);

    assertThat(noted.statusSince()).isEqualTo(BEFORE);
    assertThat(noted.updatedAt()).isEqualTo(later);
    assertThat(noted.noShow(later.plus(Duration.ofDays(2))))
        .isEqualTo(Result.refused(new BookingRefusal.CorrectionClosed(BookingStatus.COMPLETED)));
  }

  @Test
  void shouldNotRenewTheDaysByCorrecting() {
    Instant noon = START.plusSeconds(3600);
    Instant later = noon.plus(Duration.ofDays(6));
    Booking done = after(in(BookingStatus.CONFIRMED), "complete", noon);
    Booking again = after(after(done, "confirm", later), "no-show", later);
    Instant last = noon.plus(Duration.ofDays(7));

    assertThat(act(again, "complete", last).whyRefused()).isEmpty();
    assertThat(act(again, "complete", last.plusMillis(1)))
        .isEqualTo(Result.refused(new BookingRefusal.CorrectionClosed(BookingStatus.NO_SHOW)));
    // A booking confirmed after all has days of its own once it has taken place.
    Booking afterAll = after(in(BookingStatus.REJECTED), "confirm-after-all", BEFORE);
    assertThat(act(after(afterAll, "complete", later), "no-show", last.plusMillis(1)).whyRefused())
        .isEmpty();
  }

  private static Booking after(Booking booking, String action, Instant now) {
    return done(act(booking, action, now)).writtenAfter(booking, "writer", Optional.empty(), now);
  }

  @Test
  void shouldNotBeOverBeforeItHasStarted() {
    for (String action : List.of("complete", "no-show")) {
      assertThat(act(in(BookingStatus.CONFIRMED), action, BEFORE))
          .isEqualTo(Result.refused(new BookingRefusal.NotStarted()));
    }
  }

  private static Result<Booking, BookingRefusal> act(Booking booking, String action, Instant now) {
    return switch (action) {
      case "confirm" -> booking.confirmed(now);
      case "confirm-after-all" -> booking.confirmedAfterAll(TAKEN, now);
      case "reject" -> booking.rejected(Optional.empty());
      case "cancel" -> booking.cancelled(Optional.empty());
      case "complete" -> booking.completed(now);
      case "no-show" -> booking.noShow(now);
      case "move" ->
          booking.moved(
              booking.resourceIds(), Map.of(), booking.time(), booking.taken(), SAO_PAULO);
      default -> throw new IllegalArgumentException(action);
    };
  }

  private static void assertWrongStatus(
      Result<Booking, BookingRefusal> result, BookingStatus present) {
    assertThat(result)
        .isInstanceOfSatisfying(
            Result.Refused.class,
            refused ->
                assertThat(refused.refusal())
                    .isInstanceOfSatisfying(
                        BookingRefusal.WrongStatus.class,
                        wrong -> {
                          assertThat(wrong.present()).isEqualTo(present);
                          assertThat(wrong.needed()).doesNotContain(present);
                        }));
  }

  @Test
  void shouldKeepWhatWasAgreedOnUntilItStartsAtAnotherTime() {
    Booking booking = in(BookingStatus.CONFIRMED);
    Interval later = Interval.ofMinutes(START.plusSeconds(3600), 60);

    Booking moved =
        done(booking.moved(booking.resourceIds(), Map.of(), later, List.of(), SAO_PAULO));
    Booking longer =
        done(
            moved.moved(
                List.of(new ResourceId("other")),
                Map.of(),
                Interval.ofMinutes(later.start(), 90),
                List.of(),
                new LocalTimeline(Zone.of("Asia/Tokyo"))));

    assertThat(booking.localStart()).isEmpty();
    assertThat(moved.localStart())
        .contains(
            new LocalStart(
                LocalDateTime.of(2026, 11, 23, 10, 0),
                "America/Sao_Paulo",
                TzRelease.current().name()));
    assertThat(longer.localStart()).isEqualTo(moved.localStart());
    assertThat(longer.image().localStart()).isEqualTo(moved.localStart().orElseThrow());
  }

  @Test
  void shouldTellThePartsThatAVisitKeepsWhileOthersWait() {
    Booking visit = in(BookingStatus.CONFIRMED).visiting(List.of(part("cut"), part("beard")));
    Booking asked = visit.visiting(List.of(part("cut"), part("cut"))).waiting(visit, START);

    assertThat(asked.image().visit()).isNotEqualTo(visit.image().visit());
    assertThat(asked.image().agreed().visit()).isEqualTo(visit.image().visit());
  }

  private static VisitPart part(String service) {
    return new VisitPart(
        new ServiceId(service), service, List.of(new ResourceId("ana")), 0, 30, Optional.empty());
  }

  @Test
  void shouldAdmitItsTokenUntilItIsOverRevokedOrErased() {
    Booking booking = managed(in(BookingStatus.CONFIRMED), "key");
    ManageToken token = booking.manageToken("key", BEFORE).orElseThrow();
    Instant end = START.plusSeconds(3600);

    assertThat(booking.admits(token, end.minusSeconds(1))).isTrue();
    assertThat(booking.admits(token, end)).isFalse();
    assertThat(booking.admits(new ManageToken(booking.id(), "guessed"), START)).isFalse();
    assertThat(booking.admits(new ManageToken(new BookingId("other"), token.secret()), START))
        .isFalse();
    assertThat(booking.withoutManageToken().admits(token, START)).isFalse();
    assertThat(booking.erased().admits(token, START)).isFalse();
    assertThat(booking.isErased()).isFalse();
    assertThat(in(BookingStatus.CONFIRMED).admits(token, START)).isFalse();
    assertThat(booking.toString() + token).doesNotContain(token.secret(), token.hash());
  }

  @Test
  void shouldTellItsTokenOnlyToWhoHasTheSeedAndOnlyAtFirst() {
    Booking booking = managed(in(BookingStatus.CONFIRMED), "key");
    Instant late = booking.createdAt().plus(Booking.TOKEN_TOLD);

    assertThat(booking.manageToken("key", late.minusSeconds(1))).isPresent();
    assertThat(booking.manageToken("key", late)).isEmpty();
    assertThat(booking.manageToken("another key", BEFORE)).isEmpty();
    assertThat(booking.withoutManageToken().manageToken("key", BEFORE)).isEmpty();
    assertThat(managed(booking, "key", "another salt").manageToken("key", BEFORE))
        .isNotEqualTo(booking.manageToken("key", BEFORE));
  }

  @Test
  void shouldLoseTheNameOfWhoWalkedInWhenAskedTo() {
    Booking booking =
        new SampleBooking.Variant(in(BookingStatus.COMPLETED)).client(Optional.empty()).made();
    Booking named = booking.attendedBy(Optional.of(new Attendee("Rui", Optional.empty())));
    assertThat(named.named().client().map(NamedPeople.GivenClient::name)).contains("Rui");

    Booking renamed = named.attendedBy(Optional.of(new Attendee("Rui Sá", Optional.empty())));
    assertThat(renamed.named().client().map(NamedPeople.GivenClient::name)).contains("Rui Sá");
    Booking nobody = renamed.attendedBy(Optional.empty());
    assertThat(nobody.named()).isEqualTo(NamedPeople.NOBODY);
    // The hash of the request was made from the name.
    assertThat(nobody.requestHash()).isNotEqualTo(booking.requestHash());
  }

  private static Booking managed(Booking booking, String seed) {
    return managed(booking, seed, "salt");
  }

  private static Booking managed(Booking booking, String seed, String salt) {
    return new SampleBooking.Variant(booking)
        .manageAccess(ManageAccess.of(booking.id(), seed, salt))
        .made();
  }

  private static Booking done(Result<Booking, BookingRefusal> result) {
    return result.orElseThrow(refusal -> new IllegalStateException(refusal.toString()));
  }

  static Booking in(BookingStatus status) {
    Interval time = Interval.ofMinutes(START, 60);
    Booking booking =
        SampleBooking.of(new BookingId("b7qk2m4x6z3c5v7n2l4j6h3g5f"), List.of(CHAIR), time, BEFORE);
    return new SampleBooking.Variant(booking).status(status).made().writtenBy("writer");
  }
}
