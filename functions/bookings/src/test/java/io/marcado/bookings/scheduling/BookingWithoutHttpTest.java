package io.marcado.bookings.scheduling;

import static io.marcado.bookings.scheduling.Salon.NINE;
import static io.marcado.bookings.scheduling.Salon.NOW;
import static io.marcado.bookings.scheduling.Salon.ignoring;
import static io.marcado.bookings.scheduling.Salon.request;
import static io.marcado.bookings.scheduling.Salon.withClient;
import static io.marcado.bookings.scheduling.Salon.withKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingFault;
import io.marcado.bookings.lifecycle.BookingFault.Plain;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.published.Attendee;
import io.marcado.bookings.published.BookingSource;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.rules.Business;
import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.domain.Actor;
import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.ServiceId;
import io.marcado.domain.settings.Approval;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalStart;
import io.marcado.domain.time.TzRelease;
import io.marcado.identity.published.ClientRecords.ClientDraft;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bookings are made, moved and cancelled by actors of all kinds, and no request is there. */
class BookingWithoutHttpTest {
  private static final ClientDraft ANA =
      new ClientDraft("Ana", new PhoneNumber("+5511999990001", "BR"), Optional.empty());
  private static final Instant NIGHT = NINE.plus(Duration.ofHours(12));

  private final Salon salon = new Salon();

  @AfterEach
  void close() {
    salon.close();
  }

  @Test
  void shouldBookMoveAndCancelForAnAutomation() {
    Booking booked = done(book(salon.automation(), forAna(request(NINE))));
    assertThat(booked.status()).isEqualTo(BookingStatus.CONFIRMED);
    assertThat(booked.source()).isEqualTo(BookingSource.STAFF);
    assertThat(booked.resourceIds()).containsExactly(new ResourceId("one"));

    Instant later = NINE.plus(Duration.ofHours(3));
    Booking moved = done(move(salon.automation(), booked, later, Set.of()));
    assertThat(moved.time().start()).isEqualTo(later);
    assertThat(Stream.of(booked, moved).map(booking -> booking.localStart().orElseThrow()))
        .containsExactly(agreed("2026-11-23T09:00"), agreed("2026-11-23T12:00"));

    Booking cancelled =
        done(
            salon.updates.cancel(
                salon.automation(), booked.id(), Optional.empty(), Optional.of("ill"), NOW));
    assertThat(cancelled.status()).isEqualTo(BookingStatus.CANCELLED);
    done(book(salon.automation(), forAna(request(later))));
  }

  /** The first sending has taken the time and not yet written the booking. */
  @Test
  void shouldMakeTheBookingOfARepetitionThoughTheFirstSendingHasTakenEveryChair() {
    BookingRequest elsewhere = withKey(forAna(request(NINE.plusSeconds(14_400))), "again");
    Booking known = done(book(salon.automation(), elsewhere));
    salon.forget(known);
    for (String chair : List.of("one", "two")) {
      salon.take(known.id(), new ResourceId(chair), Interval.ofMinutes(NINE, 60));
    }

    Booking made =
        done(book(salon.automation(), withKey(forAna(anyChair(request(NINE))), "again")));

    assertThat(made.id()).isEqualTo(known.id());
    assertThat(made.time().start()).isEqualTo(NINE);
  }

  private static BookingRequest anyChair(BookingRequest request) {
    return new BookingRequest(
        new SlotRequest(
            request.slot().serviceId(),
            Optional.empty(),
            request.slot().askedStart(),
            Optional.empty()),
        request.clientId(),
        request.client(),
        request.attendee(),
        request.notes(),
        request.customFields(),
        request.ignored(),
        request.idempotencyKey());
  }

  /** So messages know whether anybody at all could have caused them. */
  @Test
  void shouldRememberWhoMadeTheLastChange() {
    Booked booked =
        book(salon.visitor("198.51.100.7"), forAna(request(NINE)))
            .orElseThrow(refusal -> new IllegalStateException(refusal.toString()));
    Actor guest = new Actor.Guest(salon.tenant, booked.manageToken().orElseThrow(), "198.51.100.7");

    Booking byGuest = done(move(guest, booked.booking(), NINE.plusSeconds(7200), Set.of()));
    Booking byServer = done(move(salon.automation(), byGuest, NINE.plusSeconds(10_800), Set.of()));
    Booking byGuestAgain =
        done(salon.updates.cancel(guest, byServer.id(), Optional.empty(), Optional.empty(), NOW));

    assertThat(
            Stream.of(booked.booking(), byGuest, byServer, byGuestAgain)
                .map(booking -> booking.image().changeSource()))
        .containsExactly(
            BookingSource.PUBLIC, BookingSource.PUBLIC, BookingSource.STAFF, BookingSource.PUBLIC);
  }

  /** Or a request that nobody approved could keep a time until it begins. */
  @Test
  void shouldLapseNoLaterWhenARequestIsMoved() {
    salon.store(Business.open("America/Sao_Paulo", "09:00-18:00").settings(Approval.MANUAL));
    Actor lia = salon.client("lia");
    Booking request = done(book(lia, request(NINE)));

    Booking moved =
        done(
            salon.updates.move(
                lia,
                request.id(),
                Optional.empty(),
                to(NINE.plus(Duration.ofHours(3)), Set.of()),
                NOW.plus(Duration.ofHours(20))));

    assertThat(moved.expiresAt())
        .isEqualTo(request.expiresAt())
        .isEqualTo(NOW.plus(Duration.ofDays(1)));
  }

  /** Its start was all that made it lapse so early, and other settings are for other requests. */
  @ParameterizedTest
  @ValueSource(ints = {30, 2880})
  void shouldLapseAsLongAfterItWasMadeWhenARequestIsMovedToALaterDay(int minutesSetMeanwhile) {
    Business open = Business.open("America/Sao_Paulo", "09:00-18:00");
    salon.store(open.settings(Approval.MANUAL));
    Booking request = done(book(salon.client("lia"), request(NOW.plus(Duration.ofHours(1)))));
    salon.store(open.settings(Approval.MANUAL, minutesSetMeanwhile));

    Booking moved =
        done(
            salon.updates.move(
                salon.automation(),
                request.id(),
                Optional.empty(),
                to(NINE, Set.of()),
                NOW.plus(Duration.ofMinutes(50))));

    assertThat(request.expiresAt()).isEqualTo(NOW.plus(Duration.ofHours(1)));
    assertThat(moved.expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(1)));
  }

  /** The client came early, and sits in the chair. */
  @Test
  void shouldApproveWhatTheBusinessMovesToATimeThatHasBegun() {
    salon.store(Business.open("America/Sao_Paulo", "09:00-18:00").settings(Approval.MANUAL));
    Booking request = done(book(salon.client("lia"), request(NOW.plus(Duration.ofHours(6)))));
    Instant now = NOW.plus(Duration.ofMinutes(70));
    Instant began = NOW.plus(Duration.ofHours(1));

    Booking moved =
        done(
            salon.updates.move(
                salon.automation(), request.id(), Optional.empty(), to(began, Set.of()), now));

    assertThat(moved.at(now.plus(Duration.ofDays(1))).status()).isEqualTo(BookingStatus.CONFIRMED);
    assertThat(moved.time().start()).isEqualTo(began);
  }

  private static LocalStart agreed(String at) {
    return new LocalStart(LocalDateTime.parse(at), "America/Sao_Paulo", TzRelease.current().name());
  }

  @Test
  void shouldBookOnceForAnAutomationThatRepeatsItself() {
    BookingRequest occurrence = withKey(forAna(request(NINE)), "series-7-of-12");

    Booking first = done(book(salon.automation(), occurrence));
    Result<Booked, BookingRefusal> again = book(salon.automation(), occurrence);

    assertThat(done(again).id()).isEqualTo(first.id());
    assertThat(again.map(Booked::replayed)).isEqualTo(Result.done(true));
    assertThat(
            book(
                salon.automation(),
                withKey(forAna(request(NINE.plusSeconds(3600))), "series-7-of-12")))
        .isEqualTo(Result.refused(new BookingRefusal.KeyReused()));
  }

  @Test
  void shouldHoldAutomationsToTheRulesAndToTheLedger() {
    assertThat(rules(book(salon.automation(), forAna(request(NIGHT)))))
        .containsExactly(SchedulingRule.OPENING_HOURS);
    Booking booked =
        done(
            book(
                salon.automation(),
                ignoring(forAna(request(NIGHT)), Set.of(SchedulingRule.OPENING_HOURS))));

    assertThat(
            refusal(
                book(
                    salon.automation(),
                    ignoring(forAna(request(NIGHT)), Set.of(SchedulingRule.OPENING_HOURS)))))
        .isInstanceOf(BookingRefusal.SlotTaken.class);
    assertThat(rules(move(salon.automation(), booked, NIGHT.plusSeconds(3600), Set.of())))
        .containsExactly(SchedulingRule.OPENING_HOURS);
    assertThat(refusal(move(salon.automation(), booked, NOW.minus(Duration.ofDays(1)), Set.of())))
        .isEqualTo(new BookingRefusal.Faulty(List.of(Plain.IN_THE_PAST)));
  }

  @Test
  void shouldProposeTheNearestFreeTimesWhenOneIsTaken() {
    done(book(salon.automation(), forAna(request(NINE))));

    assertThat(refusal(book(salon.automation(), forAna(request(NINE)))))
        .isInstanceOfSatisfying(
            BookingRefusal.SlotTaken.class,
            taken ->
                assertThat(taken.alternatives())
                    .extracting(slot -> slot.time().start())
                    .startsWith(NINE, NINE.plusSeconds(3600)));
  }

  @Test
  void shouldTellEveryFaultAtOnce() {
    BookingRequest request =
        new BookingRequest(
            new SlotRequest(
                new ServiceId("cut"),
                Optional.of(new ResourceId("nope")),
                NIGHT.atOffset(ZoneOffset.UTC),
                Optional.of(35)),
            Optional.empty(),
            Optional.of(new Whom.ByPhone(ANA)),
            Optional.empty(),
            Optional.empty(),
            Map.of("long", "x".repeat(9000)),
            Set.of(),
            Optional.empty());

    assertThat(faults(book(salon.automation(), request)))
        .extracting(
            fault -> fault instanceof BookingFault.Broken broken ? broken.rule().rule() : fault)
        .containsExactly(
            Plain.FIELDS_TOO_LARGE,
            Plain.UNSUITABLE_RESOURCE,
            SchedulingRule.OPENING_HOURS,
            SchedulingRule.DURATION);
  }

  @Test
  void shouldLetClientsBookForThemselvesAlone() {
    Actor ana = salon.client("ana");

    Booking own = done(book(ana, request(NINE)));
    assertThat(own.clientId()).contains(new PersonId("ana"));
    assertThat(own.source()).isEqualTo(BookingSource.CLIENT);
    assertThat(
            faults(
                book(ana, ignoring(forAna(request(NIGHT)), Set.of(SchedulingRule.OPENING_HOURS)))))
        .containsExactly(Plain.OTHER_CLIENT, Plain.RULES_SET_ASIDE);
    assertThat(faults(move(ana, own, NIGHT, Set.of(SchedulingRule.OPENING_HOURS))))
        .containsExactly(Plain.RULES_SET_ASIDE);
    assertThat(refusal(move(salon.client("bia"), own, NINE.plusSeconds(3600), Set.of())))
        .isEqualTo(new BookingRefusal.NotFound());
  }

  @Test
  void shouldHoldClientsToTheCancellationWindowAndNobodyElse() {
    Actor ana = salon.client("ana");
    Booking own = done(book(ana, request(NINE)));
    Instant late = NINE.minus(Duration.ofHours(23));

    for (Result<Booked, BookingRefusal> tooLate :
        List.of(
            salon.updates.cancel(ana, own.id(), Optional.empty(), Optional.empty(), late),
            salon.updates.move(
                ana, own.id(), Optional.empty(), to(NINE.plusSeconds(3600), Set.of()), late))) {
      assertThat(refusal(tooLate))
          .isInstanceOfSatisfying(
              BookingRefusal.CancellationWindowPassed.class,
              passed -> assertThat(passed.deadline()).isEqualTo(NINE.minus(Duration.ofDays(1))));
    }
    done(
        salon.updates.cancel(
            salon.automation(), own.id(), Optional.empty(), Optional.empty(), late));
  }

  @Test
  void shouldTakeVisitorsOnlyOfTheBusinessesCountriesAndUpToTheLimit() {
    salon.store(Business.open("America/Sao_Paulo", "09:00-18:00").takingPhonesOf("BR").settings());
    Whom.Named abroad =
        new Whom.ByPhone(
            new ClientDraft("Rui", new PhoneNumber("+351912345678", "PT"), Optional.empty()));

    assertThat(faults(book(salon.visitor("203.0.113.1"), withClient(request(NINE), abroad))))
        .containsExactly(new BookingFault.ForeignPhone("/client/phone", List.of("BR")));
    // Staff know whom they book for.
    done(book(salon.automation(), withClient(request(NINE), abroad)));

    Booking booked =
        done(book(salon.visitor("203.0.113.1"), forAna(request(NINE.plusSeconds(3600)))));
    assertThat(booked.source()).isEqualTo(BookingSource.PUBLIC);
    assertThat(faults(book(salon.visitor("203.0.113.1"), request(NINE))))
        .containsExactly(Plain.CLIENT_MISSING);
    assertThat(refusal(book(salon.visitor("203.0.113.1"), forAna(request(NINE)))))
        .isInstanceOf(BookingRefusal.SlotTaken.class);
    assertThat(refusal(book(salon.visitor("203.0.113.1"), forAna(request(NINE)))))
        .isInstanceOf(BookingRefusal.TooOften.class);
  }

  @Test
  void shouldRecordWhatBeganTodayAtAnyMinute() {
    Instant evening = NINE.plus(Duration.ofHours(9));
    Instant began = NINE.plus(Duration.ofMinutes(67));
    BookingRequest walkIn = withClient(request(began), new Whom.WalkIn("Rui"));

    Booking booked = done(salon.creation.book(salon.automation(), walkIn, evening));

    assertThat(booked.time()).isEqualTo(Interval.ofMinutes(began, 60));
    assertThat(booked.clientId()).isEmpty();
    assertThat(booked.named().comes().map(Attendee::name)).contains("Rui");
    // It takes every cell that it touches: nobody gets the five minutes in which it begins or ends.
    for (int minutes : List.of(10, 125)) {
      assertThat(
              refusal(
                  salon.creation.book(
                      salon.automation(),
                      forAna(request(NINE.plus(Duration.ofMinutes(minutes)))),
                      evening)))
          .isInstanceOf(BookingRefusal.SlotTaken.class);
    }
    done(
        salon.creation.book(
            salon.automation(), forAna(request(NINE.plus(Duration.ofMinutes(130)))), evening));
  }

  @Test
  void shouldHoldWhatBeganTodayToAllOtherRules() {
    Instant evening = NINE.plus(Duration.ofHours(9));
    Instant midnight = NINE.minus(Duration.ofHours(9));

    assertThat(rules(salon.creation.book(salon.automation(), forAna(request(midnight)), evening)))
        .containsExactly(SchedulingRule.OPENING_HOURS);
    assertThat(
            faults(
                salon.creation.book(
                    salon.automation(), forAna(request(midnight.minusSeconds(60))), evening)))
        .containsExactly(Plain.IN_THE_PAST);
    // A client records nothing, and what is still to come has its grid.
    assertThat(faults(salon.creation.book(salon.client("ana"), request(NINE), evening)))
        .containsExactly(Plain.IN_THE_PAST);
    Instant odd = NINE.plus(Duration.ofMinutes(7));
    assertThat(rules(book(salon.automation(), forAna(request(odd)))))
        .containsExactly(SchedulingRule.INTERVAL);
    done(book(salon.automation(), ignoring(forAna(request(odd)), Set.of(SchedulingRule.INTERVAL))));
    assertThat(
            rules(
                salon.creation.book(
                    salon.automation(), forAna(request(odd.plusSeconds(1))), evening)))
        .containsExactly(SchedulingRule.INTERVAL);
  }

  @Test
  void shouldTakeNobodyWithoutAPhoneFromAVisitor() {
    assertThat(
            faults(
                book(
                    salon.visitor("203.0.113.9"),
                    withClient(request(NINE), new Whom.WalkIn("Rui")))))
        .containsExactly(Plain.PHONE_MISSING);
  }

  private Result<Booked, BookingRefusal> book(Actor actor, BookingRequest request) {
    return salon.creation.book(actor, request, NOW);
  }

  private Result<Booked, BookingRefusal> move(
      Actor actor, Booking booking, Instant start, Set<SchedulingRule> ignored) {
    return salon.updates.move(actor, booking.id(), Optional.empty(), to(start, ignored), NOW);
  }

  static BookingEdit to(Instant start, Set<SchedulingRule> ignored) {
    return new Edit().to(start).ignoring(ignored).asked();
  }

  private static BookingRequest forAna(BookingRequest request) {
    return withClient(request, new Whom.ByPhone(ANA));
  }

  private static Booking done(Result<Booked, BookingRefusal> result) {
    return result.orElseThrow(refusal -> new IllegalStateException(refusal.toString())).booking();
  }

  private static BookingRefusal refusal(Result<Booked, BookingRefusal> result) {
    if (result instanceof Result.Refused<Booked, BookingRefusal>(BookingRefusal refusal)) {
      return refusal;
    }
    throw new AssertionError(result);
  }

  private static List<BookingFault> faults(Result<Booked, BookingRefusal> result) {
    if (refusal(result) instanceof BookingRefusal.Faulty(List<BookingFault> faults)) {
      return faults;
    }
    throw new AssertionError(result);
  }

  private static List<SchedulingRule> rules(Result<Booked, BookingRefusal> result) {
    return faults(result).stream()
        .map(fault -> ((BookingFault.Broken) fault).rule().rule())
        .toList();
  }
}
