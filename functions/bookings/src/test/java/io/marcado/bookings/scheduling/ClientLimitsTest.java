package io.marcado.bookings.scheduling;

import static io.marcado.bookings.scheduling.Salon.NINE;
import static io.marcado.bookings.scheduling.Salon.NOW;
import static io.marcado.bookings.scheduling.Salon.request;
import static io.marcado.bookings.scheduling.Salon.withKey;
import static io.marcado.bookings.scheduling.Salon.withProof;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.bookings.availability.Slot;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.ClassSession;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.rules.Business;
import io.marcado.domain.Actor;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.ServiceId;
import io.marcado.domain.settings.Approval;
import io.marcado.domain.settings.PublicBooking;
import io.marcado.identity.published.BookingProofs;
import io.marcado.identity.published.ClientRecords.ClientDraft;
import io.marcado.identity.published.PhoneProof;
import io.marcado.identity.published.PhoneProofs;
import io.marcado.identity.published.RequestedCode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What one client, or visitors together, may take of a business, at the values of a deployment. */
class ClientLimitsTest {
  private static final int AHEAD = 10;
  private static final ClientDraft ANA =
      new ClientDraft("Ana", new PhoneNumber("+5511999990001", "BR"), Optional.empty());

  private final Salon salon = new Salon("");

  @AfterEach
  void close() {
    salon.close();
  }

  /** A client whom staff know as well. */
  private Actor known() {
    Booking first = done(book(salon.automation(), withClient(at(80), ANA), NOW));
    return salon.client(first.clientId().orElseThrow().value());
  }

  @Test
  void shouldLetAClientHaveTenBookingsAheadAndNoMore() {
    Actor ana = known();
    for (int i = 0; i < AHEAD; i++) {
      // Another hour for each two, since an hour takes ten.
      done(book(ana, at(i), NOW.plus(Duration.ofHours(i / 2))));
    }

    assertThat(refusal(book(ana, at(AHEAD), NOW.plus(Duration.ofHours(9)))))
        .isEqualTo(new BookingRefusal.TooManyAhead(AHEAD));
    done(book(salon.client("bia"), at(AHEAD), NOW));
    // Staff book on for the same client.
    done(book(salon.automation(), withClient(at(AHEAD + 1), ANA), NOW));
  }

  @Test
  void shouldGiveThePlaceOfACancelledOrPastBookingToAnother() {
    Actor ana = salon.client("ana");
    List<Booking> ahead = new ArrayList<>();
    for (int i = 0; i < AHEAD; i++) {
      ahead.add(done(book(ana, at(i), NOW.plus(Duration.ofHours(i / 2)))));
    }
    Instant later = NOW.plus(Duration.ofHours(9));
    salon.updates.cancel(ana, ahead.get(3).id(), Optional.empty(), Optional.empty(), later);

    done(book(ana, at(3), later));
    assertThat(refusal(book(ana, at(AHEAD), later)))
        .isEqualTo(new BookingRefusal.TooManyAhead(AHEAD));
    // The first ones have ended.
    Instant monday = at(0).slot().start().plus(Duration.ofHours(3));
    done(book(ana, at(AHEAD + 4), monday));
  }

  @Test
  void shouldGiveAClientOneTimeOnceAndNotTwoChairsAtATime() {
    Actor ana = known();
    Booking first = done(book(ana, request(NINE), NOW));

    assertThat(refusal(book(ana, inOtherChair(NINE), NOW)))
        .isEqualTo(new BookingRefusal.Overlaps());
    done(book(salon.automation(), withClient(inOtherChair(NINE), ANA), NOW));
    Booking second = done(book(ana, inOtherChair(NINE.plusSeconds(7200)), NOW));
    assertThat(refusal(move(ana, first, NINE.plusSeconds(7200))))
        .isEqualTo(new BookingRefusal.Overlaps());
    done(move(ana, second, NINE.plusSeconds(3600)));
    done(move(ana, first, NINE.plusSeconds(7200)));
    // The moved booking has left its old time, and has its new one.
    assertThat(refusal(book(ana, inOtherChair(NINE.plusSeconds(7200)), NOW)))
        .isEqualTo(new BookingRefusal.Overlaps());
  }

  @Test
  void shouldTellOnlyWhoHasProvedThePhoneOfTheClientsOtherBooking() {
    Actor visitor = salon.visitor("192.0.2.1");
    done(book(visitor, withClient(request(NINE), ANA), NOW));
    BookingRequest second = withClient(inOtherChair(NINE), ANA);

    assertThat(refusal(book(visitor, second, NOW))).isEqualTo(new BookingRefusal.NotTaken(true));
    PhoneProof proof = salon.proof(ANA.phone());
    assertThat(refusal(book(visitor, withProof(second, proof), NOW)))
        .isEqualTo(new BookingRefusal.Overlaps());
    // The refused booking has not used the code.
    BookingRequest later = withClient(inOtherChair(NINE.plusSeconds(7200)), ANA);
    done(book(visitor, withProof(later, proof), NOW));
  }

  @Test
  void shouldSendACodeToTheNetworkFromWhichThePhoneWasProvedWhateverStrangersAskFor() {
    Actor.Visitor home = new Actor.Visitor(salon.tenant, "2001:db8:4a::1");
    PhoneProof proof = salon.proof(ANA.phone());
    done(book(home, withProof(withClient(request(NINE), ANA), proof), NOW));
    for (int i = 0; i < 4; i++) {
      assertThat(ask("2001:db8:%x::1".formatted(0x4b + i)).whyRefused()).isEmpty();
    }
    assertThat(ask("2001:db8:50::1").whyRefused()).isPresent();

    assertThat(ask(home.sourceAddress()).whyRefused()).isEmpty();
  }

  private Result<RequestedCode, Duration> ask(String address) {
    return salon
        .bean(BookingProofs.class)
        .ask(new Actor.Visitor(salon.tenant, address), ANA.phone(), NOW);
  }

  /** A waiting room or a carrier has one address for many. */
  @Test
  void shouldTakeBookingsWithAProofThoughOthersBehindTheAddressHaveTriedTooOften() {
    try (Salon few = new Salon("public-bookings-of-address=2")) {
      Actor shared = few.visitor("198.51.100.77");
      BookingRequest request = withClient(request(NINE), ANA);
      PhoneProof proof = few.proof(ANA.phone());
      PhoneProof wrong =
          new PhoneProof(proof.challengeId(), proof.code().equals("000000") ? "000001" : "000000");

      for (int left = 4; left > 2; left--) {
        assertThat(refusal(few.creation.book(shared, withProof(request, wrong), NOW)))
            .isEqualTo(new BookingRefusal.NotProved(new PhoneProofs.Wrong(left)));
      }
      assertThat(refusal(few.creation.book(shared, withProof(request, wrong), NOW)))
          .as("a wrong proof counts like none")
          .isInstanceOf(BookingRefusal.TooOften.class);
      assertThat(refusal(few.creation.book(shared, request, NOW)))
          .isInstanceOf(BookingRefusal.TooOften.class);

      done(few.creation.book(shared, withProof(request, proof), NOW));
    }
  }

  @Test
  void shouldOfferAMoveOnlyWhereTheClientHasNothingElse() {
    Actor ana = known();
    Booking first = done(book(ana, request(NINE), NOW));
    Booking second = done(book(ana, inOtherChair(NINE.plusSeconds(7200)), NOW));

    assertThat(offered(ana, first))
        .isNotEmpty()
        .noneMatch(slot -> slot.time().overlaps(second.time()))
        .anyMatch(slot -> slot.time().end().equals(second.time().start()))
        .anyMatch(slot -> slot.time().equals(first.time()));
    assertThat(offered(salon.automation(), first))
        .anyMatch(slot -> slot.time().equals(second.time()));
  }

  @Test
  void shouldOfferAClientInsteadOfATakenTimeOnlyWhatItCanBook() {
    Actor ana = known();
    done(book(ana, request(NINE.plusSeconds(3600)), NOW));
    done(book(salon.automation(), withClient(inOtherChair(NINE), ANA), NOW));
    BookingRequest asked = inOtherChair(NINE);

    List<Slot> offered = ((BookingRefusal.SlotTaken) refusal(book(ana, asked, NOW))).alternatives();

    assertThat(offered).hasSize(3);
    for (Slot offer : offered) {
      Booking booked =
          done(book(ana, inChair(offer.resourceIds().getFirst(), offer.time().start()), NOW));
      salon.updates.cancel(ana, booked.id(), Optional.empty(), Optional.empty(), NOW);
    }
  }

  /** Whose phone a stranger typed is not the stranger's business. */
  @Test
  void shouldTellAGuestNothingOfOtherBookingsOfThePhone() {
    Actor visitor = salon.visitor("198.51.100.1");
    Booked mine =
        salon
            .creation
            .book(visitor, withClient(request(NINE), ANA), NOW)
            .orElseThrow(refusal -> new IllegalStateException(refusal.toString()));
    Booking other = done(book(visitor, withClient(inOtherChair(NINE.plusSeconds(7200)), ANA), NOW));
    Actor guest = new Actor.Guest(salon.tenant, mine.manageToken().orElseThrow(), "198.51.100.1");

    assertThat(offered(guest, mine.booking())).anyMatch(slot -> slot.time().equals(other.time()));
    assertThat(refusal(move(guest, mine.booking(), other.time().start())))
        .isEqualTo(new BookingRefusal.NotTaken());
  }

  private List<Slot> offered(Actor actor, Booking toMove) {
    LocalDate monday = LocalDate.of(2026, 11, 23);
    return salon
        .bean(AvailabilityQueries.class)
        .ofService(
            new AvailabilityQuestion(
                actor,
                toMove.serviceId(),
                new LocalDates(monday, monday),
                Optional.empty(),
                Optional.of(toMove.id()),
                NOW))
        .orElseThrow(refusal -> new IllegalStateException(refusal.toString()))
        .slots();
  }

  @Test
  void shouldEndRoundsOfBookingAndCancelling() {
    Actor ana = salon.client("ana");
    int rounds = 0;
    Result<Booked, BookingRefusal> next = book(ana, at(0), NOW);
    while (next instanceof Result.Done<Booked, BookingRefusal>(Booked booked) && rounds < 60) {
      rounds++;
      salon.updates.cancel(ana, booked.booking().id(), Optional.empty(), Optional.empty(), NOW);
      next = book(ana, at(0), NOW);
    }

    assertThat(rounds).isEqualTo(10);
    assertThat(refusal(next)).isEqualTo(new BookingRefusal.TooOften(Duration.ofHours(1)));
    done(book(ana, at(0), NOW.plus(Duration.ofHours(1))));
  }

  @Test
  void shouldCountMovesWithBookings() {
    Actor ana = salon.client("ana");
    Booking booking = done(book(ana, at(0), NOW));
    for (int i = 1; i < 10; i++) {
      done(move(ana, booking, at(i).slot().start()));
    }

    assertThat(refusal(move(ana, booking, at(0).slot().start())))
        .isInstanceOf(BookingRefusal.TooOften.class);
    done(move(salon.automation(), booking, at(0).slot().start()));
  }

  /** A client may withdraw a request at any time. */
  @Test
  void shouldLetAClientTakeARequestBackAfterTooManyMoves() {
    salon.store(Business.open("America/Sao_Paulo", "09:00-18:00").settings(Approval.MANUAL));
    Actor ana = salon.client("ana");
    Booking booking = done(book(ana, at(0), NOW));
    done(salon.updates.confirm(salon.automation(), booking.id(), Optional.empty(), NOW));
    for (int i = 1; i < 10; i++) {
      done(move(ana, booking, at(i).slot().start()));
    }

    assertThat(refusal(move(ana, booking, at(10).slot().start())))
        .isInstanceOf(BookingRefusal.TooOften.class);
    assertThat(done(move(ana, booking, at(0).slot().start())).status())
        .isEqualTo(BookingStatus.CONFIRMED);
  }

  /** The move may be rejected, and then the booking is where it was. */
  @Test
  void shouldHoldTheApprovedTimeToTheLimitWhileAMoveWaits() {
    salon.store(Business.open("America/Sao_Paulo", "09:00-18:00").settings(Approval.MANUAL));
    Actor ana = salon.client("ana");
    Booking first = done(book(ana, request(NINE), NOW));
    done(salon.updates.confirm(salon.automation(), first.id(), Optional.empty(), NOW));
    Instant later = NINE.plusSeconds(4 * 3600);
    done(move(ana, first, later));

    assertThat(refusal(book(ana, inOtherChair(NINE), NOW)))
        .isEqualTo(new BookingRefusal.Overlaps());
    assertThat(refusal(book(ana, inOtherChair(later), NOW)))
        .isEqualTo(new BookingRefusal.Overlaps());
    Booking between = done(book(ana, inOtherChair(NINE.plusSeconds(3600)), NOW));
    assertThat(offered(ana, between))
        .isNotEmpty()
        .noneMatch(slot -> slot.time().start().equals(NINE) || slot.time().start().equals(later));

    // Once it is confirmed the old time is free for the client, too.
    done(salon.updates.confirm(salon.automation(), first.id(), Optional.empty(), NOW));
    done(book(ana, inOtherChair(NINE), NOW));
    assertThat(refusal(book(ana, inOtherChair(later), NOW)))
        .isEqualTo(new BookingRefusal.Overlaps());
  }

  @Test
  void shouldCountMovesToAnotherResource() {
    Actor ana = salon.client("ana");
    Booking booking = done(book(ana, at(0), NOW));
    for (int i = 1; i < 10; i++) {
      done(moveTo(ana, booking, i % 2 == 0 ? "one" : "two"));
    }

    assertThat(refusal(moveTo(ana, booking, "one"))).isInstanceOf(BookingRefusal.TooOften.class);
    done(moveTo(salon.automation(), booking, "one"));
  }

  /** Each sends messages, as a move does. */
  @Test
  void shouldCountChangesOfTheServiceAsMoves() {
    Actor ana = salon.client("ana");
    ServiceId beard = salon.beard();
    ServiceId cut = new ServiceId("cut");
    Booking booking = done(book(ana, at(0), NOW));
    for (int i = 1; i < 10; i++) {
      done(serve(ana, booking, i % 2 == 0 ? cut : beard));
    }

    assertThat(refusal(serve(ana, booking, cut))).isInstanceOf(BookingRefusal.TooOften.class);
    done(serve(salon.automation(), booking, cut));
  }

  @Test
  void shouldCountOtherNumbersOfSeatsAsMoves() {
    Actor ana = known();
    ClassSession session = salon.session(salon.yoga(), NINE, 5);
    Booking booking = done(salon.creation.book(ana, Salon.seats(session, 1), NOW));
    // What staff book for her at the same time forbids none of it.
    done(book(salon.automation(), withClient(inOtherChair(NINE), ANA), NOW));
    for (int i = 1; i < AHEAD; i++) {
      done(seats(ana, booking, 1 + i % 2));
    }

    assertThat(refusal(seats(ana, booking, 1))).isInstanceOf(BookingRefusal.TooOften.class);
    done(seats(salon.automation(), booking, 1));
  }

  private Result<Booked, BookingRefusal> seats(Actor actor, Booking booking, int seats) {
    return salon.updates.move(
        actor, booking.id(), Optional.empty(), new Edit().seats(seats).asked(), NOW);
  }

  @Test
  void shouldGiveAPlaceAgainToWhatIsConfirmedAfterAll() {
    salon.store(Business.open("America/Sao_Paulo", "09:00-18:00").settings(Approval.MANUAL));
    Actor ana = salon.client("ana");
    Booking asked = done(book(ana, request(NINE), NOW));
    done(
        salon.updates.change(
            salon.automation(),
            asked.id(),
            Optional.empty(),
            present -> present.rejected(Optional.empty()),
            NOW));
    done(salon.updates.confirm(salon.automation(), asked.id(), Optional.empty(), NOW));

    assertThat(refusal(book(ana, inOtherChair(NINE), NOW)))
        .isEqualTo(new BookingRefusal.Overlaps());
  }

  /** What staff decide is never refused. */
  @Test
  void shouldConfirmAfterAllWithoutAPlaceWhereThereIsNone() {
    salon.store(Business.open("America/Sao_Paulo", "09:00-18:00").settings(Approval.MANUAL));
    Actor ana = salon.client("ana");
    Booking asked = done(book(ana, at(0), NOW));
    done(
        salon.updates.change(
            salon.automation(),
            asked.id(),
            Optional.empty(),
            present -> present.rejected(Optional.empty()),
            NOW));
    for (int i = 1; i <= AHEAD; i++) {
      done(book(ana, at(i), NOW.plus(Duration.ofHours(i))));
    }

    done(salon.updates.confirm(salon.automation(), asked.id(), Optional.empty(), NOW));
  }

  /** Anybody may name the client's phone. */
  @Test
  void shouldNotBindAClientByWhatVisitorsBookForItsPhone() {
    Actor ana = known();
    List<Booking> byVisitors = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      byVisitors.add(done(book(salon.visitor("192.0.2.1"), withClient(at(i), ANA), NOW)));
    }
    assertThat(refusal(book(salon.visitor("192.0.2.1"), withClient(at(5), ANA), NOW)))
        .isEqualTo(new BookingRefusal.NotTaken(true));

    done(book(ana, inOtherChair(at(0).slot().start()), NOW));
    done(move(ana, byVisitors.get(1), at(20).slot().start()));
    for (int i = 0; i < 8; i++) {
      done(book(ana, at(10 + i), NOW));
    }
    assertThat(refusal(book(ana, at(18), NOW))).isInstanceOf(BookingRefusal.TooOften.class);
  }

  @Test
  void shouldEndRoundsOfVisitorsBeforeThoseOfTheClient() {
    Actor ana = known();
    int rounds = 0;
    Result<Booked, BookingRefusal> next = byVisitorsFor(ANA);
    while (next instanceof Result.Done<Booked, BookingRefusal>(Booked booked) && rounds < 60) {
      rounds++;
      salon.updates.cancel(
          salon.automation(), booked.booking().id(), Optional.empty(), Optional.empty(), NOW);
      next = byVisitorsFor(ANA);
    }

    assertThat(rounds).isEqualTo(5);
    assertThat(refusal(next)).isEqualTo(new BookingRefusal.TooOften(Duration.ofHours(1)));
    done(book(ana, at(0), NOW));
  }

  private Result<Booked, BookingRefusal> byVisitorsFor(ClientDraft client) {
    return book(salon.visitor("192.0.2.1"), withClient(at(0), client), NOW);
  }

  /** A limit that cannot hold would hold nobody. */
  @Test
  void shouldNotStartWithLimitsThatCannotHold() {
    for (String limit :
        List.of("bookings-ahead-of-client=0", "bookings-and-moves-of-client=21", "*=0")) {
      assertThatThrownBy(() -> new Salon(limit))
          .as(limit)
          .hasStackTraceContaining("LIMITS must have bookings-");
    }
    new Salon("*=21").close();
  }

  /** The request lapsed at its start, and nothing has written that yet. */
  @Test
  void shouldFreeTheApprovedTimeOfACancelledBookingWhoseMoveLapsed() {
    salon.store(Business.open("America/Sao_Paulo", "09:00-18:00").settings(Approval.MANUAL));
    Actor ana = salon.client("ana");
    Booking booking = done(book(ana, at(3), NOW));
    done(salon.updates.confirm(salon.automation(), booking.id(), Optional.empty(), NOW));
    done(move(ana, booking, at(0).slot().start()));
    Instant later = NINE.plus(Duration.ofMinutes(90));

    done(
        salon.updates.cancel(
            salon.automation(), booking.id(), Optional.empty(), Optional.empty(), later));

    done(book(ana, at(3), later));
  }

  @Tag("race")
  @Test
  void shouldHoldForManyRequestsAtOnce() throws Exception {
    Actor ana = salon.client("ana");
    List<Callable<Result<Booked, BookingRefusal>>> attempts = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      BookingRequest request = i % 2 == 0 ? at(i) : inOtherChair(at(i).slot().start());
      attempts.add(() -> book(ana, request, NOW));
    }
    List<Booking> made = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      for (Future<Result<Booked, BookingRefusal>> attempt : threads.invokeAll(attempts)) {
        if (attempt.get() instanceof Result.Done<Booked, BookingRefusal>(Booked booked)) {
          made.add(booked.booking());
        }
      }
    }

    assertThat(made).hasSizeBetween(1, AHEAD);
    for (Booking one : made) {
      assertThat(made).filteredOn(other -> other != one && overlap(one, other)).isEmpty();
    }
  }

  @Test
  void shouldTakeSoManyBookingsForPhonesThatNobodyProved() {
    int made = 0;
    Result<Booked, BookingRefusal> next = byVisitor(0);
    while (next instanceof Result.Done<Booked, BookingRefusal> && made < 100) {
      made++;
      next = byVisitor(made);
    }

    assertThat(made).isEqualTo(40);
    assertThat(refusal(next)).isInstanceOf(BookingRefusal.TooOften.class);
    done(book(salon.client("ana"), at(60), NOW));
  }

  @Test
  void shouldRefuseVisitorsWhereTheBusinessWantsNone() {
    salon.store(
        Business.open("America/Sao_Paulo", "09:00-18:00").taking(PublicBooking.OFF).settings());

    assertThat(refusal(byVisitor(0))).isEqualTo(new BookingRefusal.NotTaken());
    done(book(salon.client("ana"), at(0), NOW));
  }

  /** A request for a taken time takes nothing from others, and learns nothing of a phone. */
  @Test
  void shouldCountOnlyBookingsThatAreMadeForPhonesThatNobodyProved() {
    done(book(salon.client("bia"), at(90), NOW));
    for (int i = 0; i < 45; i++) {
      assertThat(refusal(byVisitor(100 + i, "192.0.2." + i, at(90))))
          .isInstanceOf(BookingRefusal.SlotTaken.class);
    }
    for (int i = 0; i < 40; i++) {
      done(byVisitor(i));
    }

    assertThat(refusal(byVisitor(40))).isInstanceOf(BookingRefusal.TooOften.class);
    assertThat(refusal(byVisitor(41, "192.0.2.99", at(90))))
        .isInstanceOf(BookingRefusal.SlotTaken.class);
  }

  @Test
  void shouldAnswerARepetitionBeyondTheLimitWithTheBookingOfTheFirstRequest() {
    BookingRequest request = withKey(withClient(at(80), ANA), "key");
    Booked first = booked(book(salon.visitor("192.0.2.1"), request, NOW));
    for (int i = 0; i < 39; i++) {
      done(byVisitor(i));
    }
    assertThat(refusal(byVisitor(39))).isInstanceOf(BookingRefusal.TooOften.class);

    Booked again = booked(book(salon.visitor("192.0.2.1"), request, NOW));

    assertThat(again.replayed()).isTrue();
    assertThat(again.booking().id()).isEqualTo(first.booking().id());
    assertThat(again.manageToken()).isEqualTo(first.manageToken()).isPresent();
  }

  @Test
  void shouldLeaveRoomForOthersWhenOneSiteBooksForPhonesThatNobodyProved() {
    for (String site : List.of("192.0.2.1", "2001:db8:1:%x::1")) {
      int made = 0;
      Result<Booked, BookingRefusal> next = byVisitor(0, site.formatted(0), at(0));
      while (next instanceof Result.Done<Booked, BookingRefusal>(Booked booked) && made < 100) {
        made++;
        salon.updates.cancel(
            salon.automation(), booked.booking().id(), Optional.empty(), Optional.empty(), NOW);
        next = byVisitor(made, site.formatted(made), at(0));
      }

      assertThat(made).as(site).isEqualTo(10);
      assertThat(refusal(next)).isInstanceOf(BookingRefusal.TooOften.class);
    }
    done(byVisitor(0));
  }

  private Result<Booked, BookingRefusal> byVisitor(int number) {
    return byVisitor(number, "198.51.100." + number, at(number));
  }

  private Result<Booked, BookingRefusal> byVisitor(
      int number, String address, BookingRequest request) {
    ClientDraft client =
        new ClientDraft(
            "Ana", new PhoneNumber("+55119990%05d".formatted(number), "BR"), Optional.empty());
    return book(salon.visitor(address), withClient(request, client), NOW);
  }

  /** The n-th hour of the first chair, nine a day from Monday on. */
  private static BookingRequest at(int number) {
    return request(NINE.plus(Duration.ofDays(number / 9)).plus(Duration.ofHours(number % 9)));
  }

  private static boolean overlap(Booking one, Booking other) {
    return one.time().start().isBefore(other.time().end())
        && other.time().start().isBefore(one.time().end());
  }

  private static BookingRequest inOtherChair(Instant start) {
    return inChair(new ResourceId("two"), start);
  }

  private static BookingRequest inChair(ResourceId chair, Instant start) {
    BookingRequest request = request(start);
    return new BookingRequest(
        new SlotRequest(
            request.slot().serviceId(),
            Optional.of(chair),
            start.atOffset(ZoneOffset.UTC),
            Optional.empty()),
        request.clientId(),
        request.client(),
        request.attendee(),
        request.notes(),
        request.customFields(),
        Set.of(),
        Optional.empty());
  }

  private static BookingRequest withClient(BookingRequest request, ClientDraft client) {
    return Salon.withClient(request, new Whom.ByPhone(client));
  }

  private Result<Booked, BookingRefusal> book(Actor actor, BookingRequest request, Instant now) {
    return salon.creation.book(actor, request, now);
  }

  private Result<Booked, BookingRefusal> move(Actor actor, Booking booking, Instant start) {
    return salon.updates.move(
        actor, booking.id(), Optional.empty(), new Edit().to(start).asked(), NOW);
  }

  private Result<Booked, BookingRefusal> moveTo(Actor actor, Booking booking, String chair) {
    return salon.updates.move(
        actor, booking.id(), Optional.empty(), new Edit().in(new ResourceId(chair)).asked(), NOW);
  }

  private Result<Booked, BookingRefusal> serve(Actor actor, Booking booking, ServiceId service) {
    return salon.updates.move(
        actor, booking.id(), Optional.empty(), new Edit().of(service).asked(), NOW);
  }

  private static Booking done(Result<Booked, BookingRefusal> result) {
    return booked(result).booking();
  }

  private static Booked booked(Result<Booked, BookingRefusal> result) {
    return result.orElseThrow(refusal -> new IllegalStateException(refusal.toString()));
  }

  private static BookingRefusal refusal(Result<Booked, BookingRefusal> result) {
    if (result instanceof Result.Refused<Booked, BookingRefusal>(BookingRefusal refusal)) {
      return refusal;
    }
    throw new AssertionError(result);
  }
}
