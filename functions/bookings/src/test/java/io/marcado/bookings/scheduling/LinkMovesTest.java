package io.marcado.bookings.scheduling;

import static io.marcado.bookings.scheduling.Salon.NINE;
import static io.marcado.bookings.scheduling.Salon.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.ClassPlace;
import io.marcado.bookings.lifecycle.ClassSession;
import io.marcado.bookings.links.FreeTime;
import io.marcado.bookings.links.MoveTarget;
import io.marcado.bookings.links.Tapped;
import io.marcado.bookings.links.Tapped.Outcome;
import io.marcado.bookings.published.BookingLinks;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.rules.Business;
import io.marcado.bookings.store.BookingStore;
import io.marcado.domain.Actor;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.ServiceId;
import io.marcado.domain.settings.Approval;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import io.marcado.platform.tenant.BaseUrls;
import io.marcado.platform.tenant.PlanReader;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A link moves its booking once, by the rules of its client, and follows it. */
class LinkMovesTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Instant TEN = NINE.plus(HOUR);
  private static final Instant ELEVEN = TEN.plus(HOUR);
  private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);

  private final Salon salon = new Salon("links-of-address=100000");
  private final Actor.Visitor visitor = new Actor.Visitor(salon.tenant, "198.51.100.77");
  private final Actor lia = salon.client("lia");
  private final LinkTaps taps = salon.bean(LinkTaps.class);

  @BeforeEach
  void haveAnAddress() {
    salon
        .bean(Table.class)
        .of(salon.tenant)
        .write(
            Write.put(
                PlanReader.key(salon.tenant),
                Item.builder()
                    .text("plan", "FREE")
                    .text(BaseUrls.ATTRIBUTE, "https://salon.example")
                    .build()));
  }

  @AfterEach
  void close() {
    salon.close();
  }

  /** It is read before its booking, and both change in one transaction. */
  @Test
  void shouldOpenWhileItIsMoved() throws Exception {
    Booking booking = book(lia, NINE);
    String link = link(booking);
    AtomicBoolean moved = new AtomicBoolean();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> lookers = new ArrayList<>();
      for (int looker = 0; looker < 3; looker++) {
        lookers.add(
            executor.submit(
                () -> {
                  while (!moved.get()) {
                    assertThat(taps.look(visitor, link, NOW)).isInstanceOf(Tapped.Shown.class);
                  }
                }));
      }
      for (int move = 0; move < 4; move++) {
        Instant to = move % 2 == 0 ? TEN : ELEVEN;
        assertThat(outcome(taps.move(visitor, link, form(link, to), NOW))).isEqualTo(Outcome.MOVED);
      }
      moved.set(true);
      for (Future<?> looker : lookers) {
        looker.get();
      }
    }
  }

  @Test
  void shouldMoveOnceHoweverOftenAndWhereverItIsSent() {
    Booking booking = book(lia, NINE);
    String link = link(booking);
    String older = link(booking);
    LinkTaps.Asked first = form(link, TEN);
    LinkTaps.Asked otherTab = form(link, ELEVEN);

    for (int sent = 0; sent < 2; sent++) {
      assertThat(outcome(taps.move(visitor, link, first, NOW))).isEqualTo(Outcome.MOVED);
      assertThat(present(booking).version()).isEqualTo(2);
      assertThat(present(booking).time().start()).isEqualTo(TEN);
    }
    assertThat(outcome(taps.move(visitor, link, otherTab, NOW))).isEqualTo(Outcome.REFUSED);
    assertThat(present(booking).time().start()).isEqualTo(TEN);

    // Its holder knows where the booking is now; another message states what is wrong.
    assertThat(shown(taps.look(visitor, link, NOW)).booking()).isEqualTo(present(booking));
    assertThat(taps.look(visitor, older, NOW)).isInstanceOf(Tapped.Gone.class);

    assertThat(outcome(taps.move(visitor, link, form(link, NINE), NOW))).isEqualTo(Outcome.MOVED);
    assertThat(present(booking).version()).isEqualTo(3);
    assertThat(taps.look(visitor, older, NOW)).isInstanceOf(Tapped.Shown.class);
    assertThat(outcome(taps.move(visitor, link, first, NOW))).isEqualTo(Outcome.REFUSED);
    assertThat(present(booking).time().start()).isEqualTo(NINE);
  }

  @Test
  void shouldEndOnceSomebodyElseMovesWhatItMoved() {
    Booking booking = book(lia, NINE);
    String link = link(booking);
    taps.move(visitor, link, form(link, TEN), NOW);

    done(
        salon.updates.move(
            salon.automation(),
            booking.id(),
            Optional.empty(),
            new Edit().to(ELEVEN).asked(),
            NOW));

    assertThat(taps.look(visitor, link, NOW)).isInstanceOf(Tapped.Gone.class);
    assertThat(taps.times(visitor, link, MONDAY, NOW)).isInstanceOf(Tapped.Gone.class);
    assertThat(taps.choose(visitor, link, MoveTarget.at(TEN), NOW)).isInstanceOf(Tapped.Gone.class);
    assertThat(taps.move(visitor, link, new LinkTaps.Asked(MoveTarget.at(TEN), "a", 3), NOW))
        .isInstanceOf(Tapped.Gone.class);
  }

  @Test
  void shouldShowWhatIsFreeNowOnceTheTimeWasTaken() {
    Booking booking = book(lia, NINE);
    String link = link(booking);
    LinkTaps.Asked asked = form(link, TEN);
    book(salon.client("rui"), TEN);
    done(salon.creation.book(salon.client("eva"), byAnybody(TEN), NOW));

    Tapped.Times instead = times(taps.move(visitor, link, asked, NOW));

    assertThat(instead.refused() && instead.posted()).isTrue();
    assertThat(starts(instead)).contains(ELEVEN).doesNotContain(TEN);
    assertThat(present(booking)).isEqualTo(booking);
  }

  @Test
  void shouldNameWhoWouldDoItInsteadAndKeepWhoCan() {
    Booking booking = book(lia, NINE);
    book(salon.client("rui"), TEN);
    String link = link(booking);

    Tapped.Times found = times(taps.times(visitor, link, MONDAY, NOW));

    // It is there already.
    assertThat(starts(found)).doesNotContain(NINE).isSorted();
    FreeTime ten = at(found, TEN);
    assertThat(ten.with()).contains("two");
    assertThat(at(found, ELEVEN).with()).isEmpty();
    Tapped.Chosen chosen = chosen(taps.choose(visitor, link, ten.target(), NOW));
    assertThat(chosen.next().resourceIds()).containsExactly(new ResourceId("two"));
    taps.move(visitor, link, new LinkTaps.Asked(ten.target(), Tapped.terms(chosen.next()), 1), NOW);
    assertThat(present(booking).resourceIds()).containsExactly(new ResourceId("two"));
    assertThat(present(booking).time().start()).isEqualTo(TEN);
    assertThat(shown(taps.look(visitor, link, NOW)).moveFrom()).isPresent();
  }

  /** The page said that the time changes at once, and by now the business wants to be asked. */
  @Test
  void shouldNotMoveOnOtherTermsThanThePageShowed() {
    Booking booking = book(lia, NINE);
    String link = link(booking);
    LinkTaps.Asked asked = form(link, TEN);
    wantsToApprove();

    Tapped.Chosen again = chosen(taps.move(visitor, link, asked, NOW));

    assertThat(again.refused()).isTrue();
    assertThat(again.next().status()).isEqualTo(BookingStatus.PENDING);
    assertThat(present(booking)).isEqualTo(booking);
    LinkTaps.Asked none = new LinkTaps.Asked(asked.target(), "", 1);
    assertThat(taps.move(visitor, link, none, NOW)).isInstanceOf(Tapped.Chosen.class);
    assertThat(present(booking)).isEqualTo(booking);
  }

  @Test
  void shouldAskForAMoveAndTakeItBack() {
    Booking booking = book(lia, NINE);
    wantsToApprove();
    String link = link(booking);

    taps.move(visitor, link, form(link, TEN), NOW);

    Booking waiting = present(booking);
    assertThat(waiting.status()).isEqualTo(BookingStatus.PENDING);
    assertThat(waiting.approved().orElseThrow().time().start()).isEqualTo(NINE);
    FreeTime back = at(times(taps.times(visitor, link, MONDAY, NOW)), NINE);
    assertThat(back.agreed()).isTrue();
    assertThat(outcome(taps.move(visitor, link, form(link, NINE), NOW))).isEqualTo(Outcome.MOVED);
    assertThat(present(booking).status()).isEqualTo(BookingStatus.CONFIRMED);
    assertThat(present(booking).time().start()).isEqualTo(NINE);
  }

  @Test
  void shouldOpenWhateverTheBusinessDecidesOfTheMove() {
    wantsToApprove();
    for (boolean approved : List.of(true, false)) {
      Booking booking = book(lia, NINE);
      done(salon.updates.confirm(salon.automation(), booking.id(), Optional.empty(), NOW));
      String link = link(booking);
      taps.move(visitor, link, form(link, TEN), NOW);
      done(
          salon.updates.change(
              salon.automation(),
              booking.id(),
              Optional.empty(),
              asked -> approved ? asked.confirmed(NOW) : asked.rejected(Optional.empty()),
              NOW));

      Tapped.Shown page = shown(taps.look(visitor, link, NOW));

      assertThat(page.booking().time().start()).isEqualTo(approved ? TEN : NINE);
      assertThat(page.moveFrom()).isPresent();
      assertThat(taps.act(visitor, link, Tapped.Act.CANCEL, page.booking().version(), NOW))
          .extracting(tapped -> shown(tapped).booking().status())
          .isEqualTo(BookingStatus.CANCELLED);
    }
  }

  @Test
  void shouldMoveSeatsToSessionsThatHaveAsMany() {
    ServiceId yoga = salon.yoga();
    ClassSession first = salon.session(yoga, NINE, 5);
    ClassSession full = salon.session(yoga, TEN, 5);
    ClassSession free = salon.session(yoga, ELEVEN, 2);
    Booking booking = done(salon.creation.book(lia, Salon.seats(first, 2), NOW)).booking();
    done(salon.creation.book(salon.client("rui"), Salon.seats(full, 4), NOW));
    String link = link(booking);

    Tapped.Times found = times(taps.times(visitor, link, MONDAY, NOW));

    assertThat(starts(found)).containsExactly(ELEVEN);
    MoveTarget target = found.times().getFirst().target();
    Booking next = chosen(taps.choose(visitor, link, target, NOW)).next();
    taps.move(visitor, link, new LinkTaps.Asked(target, Tapped.terms(next), 1), NOW);
    ClassPlace place = present(booking).classPlace().orElseThrow();
    assertThat(place.sessionId()).isEqualTo(free.id());
    assertThat(place.seats()).hasSize(2);
    assertThat(outcome(taps.move(visitor, link, new LinkTaps.Asked(target, "a", 1), NOW)))
        .isEqualTo(Outcome.MOVED);
  }

  /** Page after page it shows what availability offers, each time once. */
  @Test
  void shouldShowEveryFreeTimeOnSomePage() {
    salon.store(Business.open("America/Sao_Paulo", "09:00-18:00").upTo(40).settings());
    Booking booking = book(lia, NINE);
    String link = link(booking);
    LocalDate today = LocalDate.of(2026, 11, 20);
    List<Instant> shown = new ArrayList<>();
    Optional<LocalDate> next = Optional.of(today);
    int pages = 0;
    while (next.isPresent()) {
      Tapped.Times page = times(taps.times(visitor, link, next.get(), NOW));
      assertThat(page.times()).isNotEmpty().hasSizeLessThanOrEqualTo(60);
      assertThat(page.first().isPresent()).isEqualTo(pages > 0);
      shown.addAll(starts(page));
      next = page.later();
      pages++;
    }

    List<Instant> offered =
        done(
                salon
                    .bean(AvailabilityQueries.class)
                    .ofService(
                        new AvailabilityQuestion(
                            lia,
                            new ServiceId("cut"),
                            new LocalDates(today, today.plusDays(50)),
                            Optional.empty(),
                            Optional.of(booking.id()),
                            NOW)))
            .slots()
            .stream()
            .map(slot -> slot.time().start())
            .filter(start -> !start.equals(NINE))
            .toList();
    assertThat(shown).containsExactlyElementsOf(offered);
  }

  @Test
  void shouldLookFurtherWhereTheNextDaysAreFull() {
    Booking booking = book(lia, NINE.plus(Duration.ofDays(21)));
    String link = link(booking);
    salon.store(
        Business.open("America/Sao_Paulo", "09:00-18:00").withNotice(12 * 24 * 60).settings());

    Tapped.Times found = times(taps.times(visitor, link, MONDAY, NOW));

    assertThat(found.times().getFirst().start()).isEqualTo(NOW.plus(Duration.ofDays(12)));
    assertThat(found.later()).isPresent();
    // Neither the past nor what is beyond the horizon is a day to look at.
    assertThat(times(taps.times(visitor, link, LocalDate.of(2000, 1, 1), NOW)).first()).isEmpty();
    assertThat(times(taps.times(visitor, link, LocalDate.of(2099, 1, 1), NOW)).later()).isEmpty();
  }

  @Test
  void shouldOfferNothingOnceItIsTooLate() {
    Booking booking = book(lia, NINE);
    String link = link(booking);
    LinkTaps.Asked asked = form(link, ELEVEN);
    // Its clients may change it until a day before.
    Instant late = NINE.minus(HOUR);

    Tapped.Shown page = shown(taps.look(visitor, link, late));

    assertThat(page.moveFrom()).isEmpty();
    assertThat(page.closedAt()).contains(NINE.minus(Duration.ofDays(1)));
    assertThat(outcome(taps.times(visitor, link, MONDAY, late))).isEqualTo(Outcome.PLAIN);
    assertThat(outcome(taps.move(visitor, link, asked, late))).isEqualTo(Outcome.REFUSED);
    assertThat(present(booking)).isEqualTo(booking);
  }

  private void wantsToApprove() {
    salon.store(Business.open("America/Sao_Paulo", "09:00-18:00").settings(Approval.MANUAL));
  }

  private static BookingRequest byAnybody(Instant start) {
    SlotRequest any =
        new SlotRequest(
            new ServiceId("cut"),
            Optional.empty(),
            start.atOffset(ZoneOffset.UTC),
            Optional.empty());
    return new BookingRequest(
        any,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Set.of(),
        Optional.empty());
  }

  private Booking book(Actor client, Instant start) {
    return done(salon.creation.book(client, Salon.request(start), NOW)).booking();
  }

  /** The secret of a new link, as a message gets one. */
  private String link(Booking booking) {
    String address =
        salon
            .bean(BookingLinks.class)
            .make(salon.tenant, present(booking).image(), Locale.ENGLISH)
            .orElseThrow();
    return address.substring(address.lastIndexOf('/') + 1);
  }

  /** What the button of the page sends once this time was chosen. */
  private LinkTaps.Asked form(String link, Instant start) {
    Tapped.Chosen page = chosen(taps.choose(visitor, link, MoveTarget.at(start), NOW));
    return new LinkTaps.Asked(page.target(), Tapped.terms(page.next()), page.booking().version());
  }

  private Booking present(Booking booking) {
    return salon.bean(BookingStore.class).find(salon.tenant, booking.id()).orElseThrow();
  }

  private static Tapped.Shown shown(Tapped tapped) {
    assertThat(tapped).isInstanceOf(Tapped.Shown.class);
    return (Tapped.Shown) tapped;
  }

  private static Outcome outcome(Tapped tapped) {
    return shown(tapped).outcome();
  }

  private static Tapped.Times times(Tapped tapped) {
    assertThat(tapped).isInstanceOf(Tapped.Times.class);
    return (Tapped.Times) tapped;
  }

  private static Tapped.Chosen chosen(Tapped tapped) {
    assertThat(tapped).isInstanceOf(Tapped.Chosen.class);
    return (Tapped.Chosen) tapped;
  }

  private static List<Instant> starts(Tapped.Times found) {
    return found.times().stream().map(FreeTime::start).toList();
  }

  private static FreeTime at(Tapped.Times found, Instant start) {
    return found.times().stream()
        .filter(time -> time.start().equals(start))
        .findFirst()
        .orElseThrow();
  }

  private static <T, R> T done(Result<T, R> result) {
    return result.orElseThrow(refusal -> new IllegalStateException(String.valueOf(refusal)));
  }
}
