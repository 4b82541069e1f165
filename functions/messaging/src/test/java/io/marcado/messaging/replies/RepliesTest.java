package io.marcado.messaging.replies;

import static io.marcado.messaging.TestBookings.TUESDAY;
import static io.marcado.messaging.TestBookings.booking;
import static io.marcado.messaging.TestBookings.in;
import static io.marcado.messaging.TestBookings.movedTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.bookings.published.BookingDetails;
import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.published.BookingReplies;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.domain.BookingId;
import io.marcado.domain.Channel;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import io.marcado.identity.published.notices.TextStops;
import io.marcado.messaging.MovableClock;
import io.marcado.messaging.TestTenant;
import io.marcado.messaging.bookings.MessageLedger;
import io.marcado.messaging.bookings.TestReplies;
import io.marcado.messaging.sending.Outgoing;
import io.marcado.messaging.sending.PhoneCeiling;
import io.marcado.messaging.sending.Questions;
import io.marcado.messaging.sending.Questions.Question;
import io.marcado.platform.config.Variables;
import io.marcado.platform.limits.Limits;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.limits.Tally;
import io.marcado.senders.whatsapp.OwnNumber;
import io.marcado.senders.whatsapp.WhatsAppText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a text of a client does, and what is answered, by whichever channel it comes. */
class RepliesTest {
  private final MovableClock clock = new MovableClock("2026-11-20T12:00:00Z");
  private final TestTenant tenant = TestTenant.create();
  private final TestReplies client = new TestReplies();
  private final FakeReplies bookings = new FakeReplies();
  private final RateLimiter limiter = new RateLimiter(clock);
  private final TextStops stops = new TextStops(tenant.table());
  private final Replies replies = replies("");
  private final BookingImage booked = booking(BookingStatus.CONFIRMED);
  private final AtomicInteger ids = new AtomicInteger(ThreadLocalRandom.current().nextInt());

  @BeforeEach
  void setUp() {
    client.booking(booked);
    told(tenant, booked);
  }

  /** Remembers what was done, and does it to one booking. */
  private final class FakeReplies implements BookingReplies {
    private final List<String> done = new ArrayList<>();
    private boolean late;

    @Override
    public Optional<Replied> confirm(
        TenantId business, BookingId bookingId, String stated, Instant now) {
      return answered("confirm", business, bookingId, stated);
    }

    @Override
    public Optional<Replied> cancel(
        TenantId business, BookingId bookingId, String stated, Instant now) {
      return answered("cancel", business, bookingId, stated);
    }

    @Override
    public Optional<Replied> mayCancel(
        TenantId business, BookingId bookingId, String stated, Instant now) {
      return answered("", business, bookingId, stated);
    }

    private Optional<Replied> answered(
        String what, TenantId business, BookingId bookingId, String stated) {
      BookingImage present = client.facts().booking(business, bookingId.value()).orElseThrow();
      if (!stated.equals(BookingDetails.stated(present))) {
        return Optional.of(new Replied.NotAsItIs(present));
      }
      if (late && !what.equals("confirm")) {
        return Optional.of(new Replied.TooLate(present));
      }
      if (!what.isEmpty()) {
        done.add(what + (business.equals(tenant.id()) ? "" : " elsewhere"));
      }
      return Optional.of(new Replied.Done(present));
    }
  }

  @Test
  void shouldConfirmWhatThePhoneWasToldOfAndSayWhich() {
    assertThat(text("Sim, por favor!"))
        .singleElement()
        .asString()
        .startsWith("Barbearia do Zé: obrigado")
        .contains("Corte de cabelo", "seg. 23/11 às 09:00");

    assertThat(bookings.done).containsExactly("confirm");
    assertThat(TestReplies.received(tenant, booked)).containsExactly("Sim, por favor!");
  }

  @Test
  void shouldOfferNothingToSomebodyWhoseBookingIsOver() {
    assertThat(text("ajuda")).singleElement().asString().contains("Responda 1");
    client.booking(in(booked, BookingStatus.CANCELLED));

    assertThat(text("ajuda"))
        .singleElement()
        .asString()
        .contains("cancelada")
        .doesNotContain("Responda 1");
  }

  @Test
  void shouldCancelOnlyWhatTheClientSaysTwice() {
    assertThat(text("2"))
        .singleElement()
        .asString()
        .contains("cancelar Corte de cabelo, seg. 23/11 às 09:00?", "SIM", "2 horas");
    assertThat(bookings.done).isEmpty();

    // Its own message says that it is cancelled.
    assertThat(text("2")).isEmpty();
    assertThat(bookings.done).containsExactly("cancel");
  }

  @Test
  void shouldTakeYesAndNoForAnswersToWhatItHasAsked() {
    assertThat(text("NÃO")).hasSize(1);
    assertThat(text("ok")).isEmpty();
    assertThat(text("não, obrigada")).singleElement().asString().contains("nada foi cancelado");
    assertThat(bookings.done).isEmpty();
    assertThat(text("cancelar")).hasSize(1);
    assertThat(text("1")).singleElement().asString().contains("obrigado");
    assertThat(bookings.done).containsExactly("confirm");

    assertThat(text("cancelar")).hasSize(1);
    assertThat(text("sim")).isEmpty();
    assertThat(bookings.done).containsExactly("confirm", "cancel");
  }

  @Test
  void shouldAskAgainAfterTwoHoursAndOnceTheBookingIsAnotherOne() {
    assertThat(text("2")).hasSize(1);
    clock.advance(Duration.ofHours(2));
    assertThat(text("2")).singleElement().asString().contains("cancelar Corte de cabelo");
    clock.advance(Duration.ofMinutes(1));
    TestTenant other = TestTenant.create();
    told(other, booked);

    assertThat(text("sim")).singleElement().asString().contains("Responda 1");
    assertThat(bookings.done).isEmpty();
    assertThat(TestReplies.received(other, booked)).containsExactly("sim");
    assertThat(text("2")).singleElement().asString().contains("cancelar Corte de cabelo");
    assertThat(bookings.done).isEmpty();
  }

  /** The yes may have been for the question, or for what the phone was told since. */
  @Test
  void shouldNotTakeABareYesForAConfirmationOnceItHasAskedInVain() {
    assertThat(text("CANCELAR")).hasSize(1);
    clock.advance(Duration.ofMinutes(1));
    told(tenant, booked);
    for (String word : List.of("SIM", "ok", "NÃO")) {
      assertThat(text(word)).as(word).singleElement().asString().contains("Responda 1");
    }
    assertThat(bookings.done).isEmpty();

    assertThat(text("CANCELAR")).hasSize(1);
    clock.advance(Duration.ofMinutes(121));
    assertThat(text("SIM")).singleElement().asString().contains("Responda 1");
    assertThat(bookings.done).isEmpty();

    assertThat(text("1")).singleElement().asString().contains("obrigado");
    assertThat(text("SIM")).singleElement().asString().contains("obrigado");
    assertThat(bookings.done).containsExactly("confirm", "confirm");
  }

  @Test
  void shouldTakeAYesForTheSameAnswerWhenItComesAgain() {
    assertThat(text("CANCELAR")).hasSize(1);
    clock.advance(Duration.ofMinutes(1));
    bookings.late = true;
    IncomingText yes = incoming("SIM");
    fails(yes);
    clock.advance(Duration.ofSeconds(40));

    assertThat(deliver(replies, yes)).singleElement().asString().contains("não dá mais");
    assertThat(bookings.done).isEmpty();
    // The question has its answer, so a later yes means what it did before.
    assertThat(text("SIM")).singleElement().asString().contains("obrigado");
  }

  @Test
  void shouldNotTakeForAnAnswerWhatWasSentBeforeTheQuestionCouldBeRead() {
    assertThat(deliver(replies, incoming("CANCELAR"))).hasSize(1);
    for (String word : List.of("CANCELAR", "2", "SIM", "NÃO", "ok")) {
      assertThat(deliver(replies, incoming(word))).as(word).isEmpty();
    }
    IncomingText waits = incoming("SIM");
    clock.advance(Duration.ofMinutes(5));
    assertThat(deliver(replies, waits)).isEmpty();
    assertThat(bookings.done).isEmpty();

    assertThat(text("SIM")).isEmpty();
    assertThat(bookings.done).containsExactly("cancel");
  }

  @Test
  void shouldNotTakeForAnAnswerWhatCameWhileTheQuestionCouldNotBeSent() {
    fails(incoming("CANCELAR"));
    clock.advance(Duration.ofMinutes(1));

    assertThat(text("SIM")).singleElement().asString().contains("Responda 1");
    assertThat(text("CANCELAR")).singleElement().asString().contains("cancelar Corte");
    assertThat(bookings.done).isEmpty();
  }

  @Test
  void shouldActOnceHoweverOftenATextIsDelivered() {
    IncomingText two = incoming("2");
    assertThat(deliver(replies, two)).hasSize(1);
    assertThat(deliver(replies, two)).isEmpty();
    assertThat(bookings.done).isEmpty();
    assertThat(text("sim")).isEmpty();
    assertThat(deliver(replies, two)).isEmpty();
    assertThat(bookings.done).containsExactly("cancel");
    assertThat(TestReplies.received(tenant, booked)).containsExactlyInAnyOrder("2", "sim");
  }

  @Test
  void shouldAnswerAgainWhereSendingFailedAndNotTakeItForAnAnswer() {
    IncomingText two = incoming("2");
    fails(two);
    assertThatThrownBy(() -> deliver(replies, two)).isInstanceOf(TextHeldException.class);

    clock.advance(Duration.ofSeconds(40));
    assertThat(deliver(replies, two)).singleElement().asString().contains("cancelar");
    assertThat(bookings.done).isEmpty();
  }

  @Test
  void shouldSayWhyNothingIsDone() {
    bookings.late = true;
    assertThat(text("CANCELAR"))
        .singleElement()
        .asString()
        .contains("não dá mais para cancelar", "/l/");
    assertThat(text("CANCELAR")).singleElement().asString().contains("não dá mais");
    bookings.late = false;

    client.booking(movedTo(booked, TUESDAY));
    assertThat(text("sim"))
        .singleElement()
        .asString()
        .contains("nada foi feito", "ter. 24/11 às 09:00");
    client.booking(movedTo(in(booked, BookingStatus.REJECTED), TUESDAY));
    assertThat(text("sim")).singleElement().asString().contains("não está mais aberta");
    assertThat(bookings.done).isEmpty();
  }

  @Test
  void shouldLeaveToStaffWhatIsNoWordAndAnswerNoMachine() {
    assertThat(text("Estou dirigindo e respondo depois.")).isEmpty();

    assertThat(bookings.done).isEmpty();
    assertThat(TestReplies.received(tenant, booked))
        .containsExactly("Estou dirigindo e respondo depois.");
  }

  @Test
  void shouldStopMessagesUntilTheyAreWantedAgainInTheOrderInWhichPeopleSaidSo() {
    IncomingText stop = incoming("PARAR");
    assertThat(deliver(replies, stop)).singleElement().asString().contains("VOLTAR");
    assertThat(stopped()).contains(clock.instant());
    assertThat(stops.since(Channel.WHATSAPP, client.phone(), clock.instant())).isEmpty();

    IncomingText late = incoming("stop");
    clock.advance(Duration.ofMinutes(1));
    assertThat(text("VOLTAR")).singleElement().asString().contains("recebe de novo");
    assertThat(stopped()).isEmpty();

    assertThat(deliver(replies, late)).hasSize(1);
    assertThat(stopped()).isEmpty();
    assertThat(bookings.done).isEmpty();
  }

  @Test
  void shouldSayWhoWroteAndHowToStop() {
    assertThat(text("Ajuda?"))
        .singleElement()
        .asString()
        .contains("Barbearia do Zé", "seg. 23/11", "PARAR");
  }

  @Test
  void shouldSayNothingToPhonesThatWereToldNothingLately() {
    clock.advance(Duration.ofDays(2));
    assertThat(text("ajuda")).hasSize(1);
    clock.advance(Duration.ofDays(5));
    for (String word : List.of("sim", "2", "2", "ajuda", "quem é?", "start")) {
      assertThat(text(word)).as(word).isEmpty();
    }
    assertThat(bookings.done).isEmpty();
    assertThat(TestReplies.received(tenant, booked)).containsExactly("ajuda");
    assertThat(stopped()).isEmpty();

    // What carriers take for STOP; it is forgotten in the end, since any number can be made up.
    assertThat(text("cancel")).isEmpty();
    assertThat(stopped()).isPresent();
    assertThat(stops.since(Channel.SMS, client.phone(), clock.instant().plus(Duration.ofDays(400))))
        .isEmpty();
  }

  @Test
  void shouldNotTakeAPhoneForItsFormerOwner() {
    PhoneNumber former = client.phone();
    client.anotherPhone();

    assertThat(deliver(replies, incoming(former, "sim"))).isEmpty();
    assertThat(bookings.done).isEmpty();
    assertThat(TestReplies.received(tenant, booked)).isEmpty();
  }

  @Test
  void shouldAnswerAPhoneAFewTimesADayAndHearItsStopAllTheSame() {
    Replies limited = replies("texts-of-phone=3,answers-to-phone=2,*=1000");
    assertThat(deliver(limited, incoming("ajuda"))).hasSize(1);
    assertThat(deliver(limited, incoming("ajuda"))).hasSize(1);
    // It cannot be asked any more, so nothing is asked.
    assertThat(deliver(limited, incoming("2"))).isEmpty();
    assertThat(deliver(limited, incoming("sim"))).isEmpty();
    assertThat(bookings.done).isEmpty();
    assertThat(TestReplies.received(tenant, booked)).hasSize(3);

    assertThat(deliver(limited, incoming("PARAR"))).isEmpty();
    assertThat(stopped()).isPresent();
  }

  @Test
  void shouldForgetWhatWasNotSentAfterAll() {
    Question other = question(TestTenant.create(), booked);
    Tally tally =
        Questions.noted(ceiling().prepare(client.phone(), PhoneCeiling.Cause.HOLDER), other);
    assertThat(limiter.count(tenant.table().platform(), tally)).isEmpty();
    limiter.takeBack(tenant.table().platform(), tally);

    assertThat(text("sim")).isEmpty();
    assertThat(bookings.done).isEmpty();
  }

  @Test
  void shouldNotGoBackToWhatWasToldOnAnEarlierDay() {
    clock.advance(Duration.ofDays(1));
    Tally tally =
        Questions.noted(
            ceiling().prepare(client.phone(), PhoneCeiling.Cause.HOLDER),
            question(TestTenant.create(), booked));
    assertThat(limiter.count(tenant.table().platform(), tally)).isEmpty();
    limiter.takeBack(tenant.table().platform(), tally);

    assertThat(text("sim")).isEmpty();
    assertThat(bookings.done).isEmpty();
  }

  @Test
  void shouldTakeATextByAnotherChannelForAnAnswerToNothing() {
    assertThat(deliver(replies, chat("sim"))).isEmpty();
    // It was told of a booking, so this is no STOP of carriers.
    assertThat(deliver(replies, chat("cancel"))).isEmpty();
    assertThat(bookings.done).isEmpty();
    assertThat(stops.since(Channel.WHATSAPP, client.phone(), clock.instant())).isEmpty();

    // A stop is one by whichever channel, and as lasting.
    assertThat(deliver(replies, chat("PARAR"))).isEmpty();
    assertThat(
            stops.since(
                Channel.WHATSAPP, client.phone(), clock.instant().plus(Duration.ofDays(500))))
        .isPresent();
    assertThat(text("sim")).hasSize(1);
  }

  /** The platform's number told of one booking, a business's own number of another. */
  @Test
  void shouldTakeATextToABusinesssNumberForAnAnswerToThatBusinessAlone() {
    OwnNumber own = new OwnNumber(tenant.id(), "15511300010001");
    OwnNumber others = new OwnNumber(TestTenant.create().id(), "15511300010002");
    toldBy(own);

    assertThat(deliver(replies, chat(others, "sim"))).isEmpty();
    assertThat(bookings.done).isEmpty();

    // What others told since by the platform's number takes nothing away.
    clock.advance(Duration.ofMinutes(1));
    told(TestTenant.create(), booked);
    assertThat(deliver(replies, chat(own, "sim"))).hasSize(1);
    assertThat(bookings.done).containsExactly("confirm");
    assertThat(deliver(replies, chat("sim"))).isEmpty();

    assertThat(deliver(replies, chat(own, "2"))).hasSize(1);
    clock.advance(Duration.ofSeconds(15));
    assertThat(deliver(replies, chat(own, "2"))).isEmpty();
    assertThat(bookings.done).containsExactly("confirm", "cancel");
  }

  @Test
  void shouldStopTheMessagesOfTheBusinessWhoseNumberWasToldSo() {
    OwnNumber own = new OwnNumber(tenant.id(), "15511300010001");
    TenantId other = TestTenant.create().id();
    toldBy(own);

    assertThat(deliver(replies, chat(own, "PARAR"))).hasSize(1);
    assertThat(chatStopped(tenant.id())).isPresent();
    assertThat(chatStopped(other)).isEmpty();
    assertThat(stops.since(Channel.WHATSAPP, client.phone(), clock.instant())).isEmpty();

    clock.advance(Duration.ofMinutes(1));
    assertThat(deliver(replies, chat(own, "VOLTAR"))).hasSize(1);
    assertThat(chatStopped(tenant.id())).isEmpty();

    // What all are told, a business is told too, until it hears something else.
    clock.advance(Duration.ofMinutes(1));
    deliver(replies, chat("PARAR"));
    assertThat(chatStopped(tenant.id())).isPresent();
    clock.advance(Duration.ofMinutes(1));
    deliver(replies, chat(own, "VOLTAR"));
    assertThat(chatStopped(tenant.id())).isEmpty();
    assertThat(chatStopped(other)).isPresent();
  }

  private Optional<Instant> chatStopped(TenantId business) {
    return stops.since(Channel.WHATSAPP, client.phone(), business, clock.instant());
  }

  private void toldBy(OwnNumber number) {
    Outgoing way =
        new Outgoing.WhatsApp(
            client.phone(), new WhatsAppText("Oi"), "1/a/b/c", Optional.of(number));
    Tally tally =
        Questions.noted(
            ceiling().prepare(client.phone(), PhoneCeiling.Cause.HOLDER),
            question(tenant, booked).by(way, clock.instant()));
    assertThat(limiter.count(tenant.table().platform(), tally)).isEmpty();
  }

  private IncomingText chat(OwnNumber to, String words) {
    IncomingText text = chat(words);
    return new IncomingText(
        text.channel(), text.from(), words, text.id(), text.sent(), Optional.of(to));
  }

  private IncomingText chat(String words) {
    IncomingText text = incoming(words);
    return new IncomingText(Channel.WHATSAPP, text.from(), words, text.id(), text.sent());
  }

  private void fails(IncomingText text) {
    assertThatThrownBy(
            () ->
                replies.take(
                    text,
                    _ -> {
                      throw new IllegalStateException("outage");
                    }))
        .hasMessage("outage");
  }

  private Optional<Instant> stopped() {
    return stops.since(Channel.SMS, client.phone(), clock.instant());
  }

  private void told(TestTenant business, BookingImage booking) {
    Tally tally =
        Questions.noted(
            ceiling().prepare(client.phone(), PhoneCeiling.Cause.HOLDER),
            question(business, booking));
    assertThat(limiter.count(tenant.table().platform(), tally)).isEmpty();
    // What counts later that day, such as a code, takes nothing away.
    assertThat(ceiling().allow(client.phone(), PhoneCeiling.Cause.HOLDER)).isTrue();
  }

  private Question question(TestTenant business, BookingImage booking) {
    return Question.about(
        business.id(), booking, Locale.forLanguageTag("pt-BR"), Channel.SMS, clock.instant());
  }

  private PhoneCeiling ceiling() {
    return new PhoneCeiling(limiter, tenant.table(), limits("*=1000"));
  }

  private static Limits limits(String rows) {
    return new Limits(new Variables(Map.of("LIMITS", rows)));
  }

  /** A text of somebody who has read what came before. */
  private List<String> text(String words) {
    clock.advance(Duration.ofSeconds(15));
    return deliver(replies, incoming(words));
  }

  private IncomingText incoming(String words) {
    return incoming(client.phone(), words);
  }

  private IncomingText incoming(PhoneNumber from, String words) {
    return new IncomingText(
        Channel.SMS, from, words, from.e164() + ids.incrementAndGet(), clock.instant());
  }

  private List<String> deliver(Replies to, IncomingText text) {
    List<String> answers = new ArrayList<>();
    to.take(
        text,
        reply -> {
          assertThat(reply.to()).isEqualTo(text.from());
          assertThat(reply.from()).isEqualTo(text.to());
          answers.add(reply.text());
        });
    return answers;
  }

  private Replies replies(String rows) {
    return new Replies(
        new ReplyStore(tenant.table(), tenant.ids(), clock),
        new Questions(limiter, tenant.table()),
        stops,
        bookings,
        client.facts(),
        tenant.settings(clock),
        tenant.standing(clock),
        new MessageLedger(tenant.table(), tenant.ids(), clock),
        client.writer(tenant, clock),
        limiter,
        limits(rows.isEmpty() ? "*=1000" : rows),
        tenant.table(),
        clock);
  }
}
