package io.marcado.messaging.bookings;

import static io.marcado.messaging.TestBookings.TUESDAY;
import static io.marcado.messaging.TestBookings.booking;
import static io.marcado.messaging.TestBookings.by;
import static io.marcado.messaging.TestBookings.event;
import static io.marcado.messaging.TestBookings.in;
import static io.marcado.messaging.TestBookings.movedTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.domain.BookingId;
import io.marcado.domain.Channel;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Role;
import io.marcado.domain.time.QuietHours;
import io.marcado.identity.published.notices.BookingNotices;
import io.marcado.identity.published.notices.MessagePreferences;
import io.marcado.identity.published.notices.TextStops;
import io.marcado.messaging.FakeLinks;
import io.marcado.messaging.MovableClock;
import io.marcado.messaging.TestTenant;
import io.marcado.messaging.bookings.MessageLedger.State;
import io.marcado.messaging.bookings.ProviderNews.What;
import io.marcado.messaging.sending.Messenger;
import io.marcado.messaging.sending.Questions;
import io.marcado.messaging.sending.WhatsAppWindow;
import io.marcado.platform.config.AllowedCountries;
import io.marcado.platform.config.Variables;
import io.marcado.platform.json.Json;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.table.Item;
import io.marcado.schedules.FakeMessageSchedule;
import io.marcado.schedules.MessageSchedule;
import io.marcado.senders.email.RecordingEmailSender;
import io.marcado.senders.sms.RecordingSmsSender;
import io.marcado.senders.sms.SmsSender;
import io.marcado.senders.whatsapp.OwnNumber;
import io.marcado.senders.whatsapp.RecordingWhatsAppSender;
import io.marcado.senders.whatsapp.WhatsAppMessage;
import io.marcado.senders.whatsapp.WhatsAppSender;
import io.marcado.senders.whatsapp.WhatsAppSender.Reason;
import io.marcado.senders.whatsapp.WhatsAppTemplate;
import io.marcado.senders.whatsapp.WhatsAppText;
import io.marcado.senders.whatsapp.WhatsAppUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages to clients by WhatsApp, the other channels after it, and what the webhook tells. */
class WhatsAppMessagesTest {
  private static final AllowedCountries BRAZIL = new AllowedCountries(Set.of("BR"));
  private static final int NOT_ON_WHATSAPP = 131026;
  private static final int NOT_PAID = 131042;

  private final MovableClock clock = new MovableClock("2026-11-20T12:00:00Z");
  private final TestTenant tenant = TestTenant.create();
  private final FakeBookingFacts facts = new FakeBookingFacts();
  private final RecordingSmsSender sms = new RecordingSmsSender(BRAZIL);
  private final RecordingWhatsAppSender whatsApp = new RecordingWhatsAppSender(BRAZIL);
  private final MessageLedger ledger = new MessageLedger(tenant.table(), tenant.ids(), clock);
  private final WhatsAppWindow window = new WhatsAppWindow(tenant.table());
  private final FakeLinks links = new FakeLinks();
  private final FakeMessageSchedule schedule = new FakeMessageSchedule();
  private final TextStops stops = new TextStops(tenant.table());
  private final BookingMessageSender sender = sender(sms, whatsApp);
  private final BookingImage booked = booking(BookingStatus.CONFIRMED);
  private final BookingMessage confirmation = message(booked, null);

  @BeforeEach
  void setUp() {
    facts.anotherPhone();
    facts.booking(booked);
    facts.prefers(new MessagePreferences(List.of(), null, null, Channel.WHATSAPP));
  }

  @Test
  void shouldFillInTheTemplateForWhoPrefersWhatsApp() {
    sender.send(confirmation);
    sender.send(confirmation);

    assertThat(whatsApp.sent())
        .extracting(RecordingWhatsAppSender.Message::message)
        .containsExactly(
            WhatsAppTemplate.of(
                "marcado_confirmed",
                Locale.forLanguageTag("pt-BR"),
                "Barbearia do Zé",
                "Corte de cabelo (ana), seg. 23/11 às 09:00."));
    assertThat(texts()).isEmpty();
    assertThat(view())
        .extracting(MessageView::status, MessageView::channel, MessageView::text)
        .containsExactly(
            State.SENT,
            Channel.WHATSAPP,
            "Mensagem de Barbearia do Zé: sua reserva está confirmada. Corte de cabelo (ana), seg."
                + " 23/11 às 09:00. Dúvidas? Fale com o estabelecimento.");
    assertThat(attempts()).containsExactly("WHATSAPP SENT null");
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"NOT_DELIVERABLE", "NOT_TAKEN", "COUNTRY_NOT_ALLOWED"})
  void shouldGoBySmsAtOnceWhenWhatsAppRefuses(Reason reason) {
    sender(sms, (_, _, _) -> new WhatsAppSender.Outcome.Refused(reason)).send(confirmation);

    assertThat(texts()).hasSize(1);
    assertThat(view().channel()).isEqualTo(Channel.SMS);
    assertThat(attempts()).containsExactly("WHATSAPP REFUSED " + reason, "SMS SENT null");
  }

  @Test
  void shouldGoFromTheBusinesssOwnNumberWithAWindowOfItsOwn() {
    OwnNumber own = tenant.sendsFrom("15511300010001");
    window.wrote(WhatsAppWindow.hash(facts.phone(), Optional.empty()), clock.instant());

    sender.send(confirmation);

    assertThat(whatsApp.sent())
        .singleElement()
        .satisfies(message -> assertThat(message.from()).contains(own))
        .satisfies(message -> assertThat(message.message()).isInstanceOf(WhatsAppTemplate.class));

    window.wrote(WhatsAppWindow.hash(facts.phone(), Optional.of(own)), clock.instant());
    sender.send(cancelledByTheTeam());
    assertThat(whatsApp.sent().getLast().from()).contains(own);
    assertThat(whatsApp.sent().getLast().message()).isInstanceOf(WhatsAppText.class);
  }

  /** Its owner sees it; operators can do nothing about it, so nothing waits for them. */
  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"TOKEN_REFUSED", "TEMPLATE_REFUSED", "ACCOUNT_REFUSED"})
  void shouldGoBySmsAndTellTheOwnerWhenMetaTakesNothingFromTheOwnNumber(Reason reason) {
    OwnNumber own = tenant.sendsFrom("15511300010001");
    WhatsAppSender refusing =
        new WhatsAppSender() {
          @Override
          public Outcome send(PhoneNumber to, WhatsAppMessage message, Optional<String> reference) {
            throw new AssertionError("not from the platform's number");
          }

          @Override
          public WhatsAppSender from(OwnNumber number) {
            return (_, _, _) -> new Outcome.Refused(reason);
          }
        };

    sender(sms, refusing).send(confirmation);

    assertThat(texts()).hasSize(1);
    assertThat(attempts()).containsExactly("WHATSAPP REFUSED " + reason, "SMS SENT null");
    assertThat(tenant.refusal()).isEqualTo(reason.name());

    sender.send(cancelledByTheTeam());
    if (reason == Reason.ACCOUNT_REFUSED) {
      // Meta takes messages of an account that does not pay.
      assertThat(tenant.refusal()).isEqualTo(reason.name());
      desk(sender)
          .take(ProviderNews.ofMessage(whatsAppReference(), What.DELIVERED, 0, Optional.of(own)));
    }
    assertThat(tenant.refusal()).isNull();
  }

  /** Who has the token of a number may send from it, with the reference of anybody's message. */
  @Test
  void shouldBelieveNoOtherBusinesssNumberWhatBecameOfAMessage() {
    sender.send(confirmation);
    OwnNumber stranger = new OwnNumber(TestTenant.create().id(), "15511300010002");
    OwnNumber own = tenant.sendsFrom("15511300010001");

    desk(sender)
        .take(ProviderNews.ofMessage(whatsAppReference(), What.READ, 0, Optional.of(stranger)));
    assertThat(view().status()).isEqualTo(State.SENT);

    desk(sender).take(ProviderNews.ofMessage(whatsAppReference(), What.READ, 0, Optional.of(own)));
    assertThat(view().status()).isEqualTo(State.READ);
  }

  /** Meta tells of an account that does not pay by the webhook. */
  @Test
  void shouldTellTheOwnerWhyTheOwnNumberDeliversNothing() {
    OwnNumber own = tenant.sendsFrom("15511300010001");
    sender.send(confirmation);

    desk(sender)
        .take(ProviderNews.ofMessage(whatsAppReference(), What.FAILED, NOT_PAID, Optional.of(own)));

    assertThat(tenant.refusal()).isEqualTo("ACCOUNT_REFUSED");
    assertThat(texts()).hasSize(1);
  }

  @Test
  void shouldGoBySmsWhereThereIsNoNumberOfWhatsApp() {
    sender(sms, (_, _, _) -> new WhatsAppSender.Outcome.Refused(Reason.NOT_CONFIGURED))
        .send(confirmation);

    assertThat(texts()).hasSize(1);
    assertThat(attempts()).containsExactly("SMS SENT null");
  }

  /** At worst it arrives twice; waiting for Meta would hold up all messages of everybody. */
  @Test
  void shouldGoBySmsTooWhenWhatsAppGivesNoAnswer() {
    sender(
            sms,
            (_, _, _) -> {
              throw new WhatsAppUnavailableException("no answer", null);
            })
        .send(confirmation);

    assertThat(texts()).hasSize(1);
    assertThat(attempts()).containsExactly("WHATSAPP UNKNOWN null", "SMS SENT null");
  }

  /** A text, which may be followed by its template, or a template; with no other way. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldSendLaterWhatWhatsAppAloneWouldTakeAndGivesNoAnswerTo(boolean inTheWindow) {
    if (inTheWindow) {
      window.wrote(WhatsAppWindow.hash(facts.phone(), Optional.empty()), clock.instant());
    }
    stops.stop(Channel.SMS, facts.phone(), true, clock.instant());
    shouldBeSentByTheNextDelivery(
        sms,
        (_, _, _) -> {
          throw new WhatsAppUnavailableException("no answer", null);
        });
  }

  /** Too many calls, or a token that is just being renewed. */
  @Test
  void shouldSendLaterWhatWhatsAppAloneWouldTakeAndTakesNotNow() {
    stops.stop(Channel.SMS, facts.phone(), true, clock.instant());
    shouldBeSentByTheNextDelivery(
        sms, (_, _, _) -> new WhatsAppSender.Outcome.Refused(Reason.NOT_TAKEN));
  }

  @Test
  void shouldSendLaterWhatWhatsAppGaveNoAnswerToThoughTheOtherChannelRefuses() {
    shouldBeSentByTheNextDelivery(
        (_, _) -> new SmsSender.Outcome.Refused(SmsSender.Reason.NOT_DELIVERABLE),
        (_, _, _) -> {
          throw new WhatsAppUnavailableException("no answer", null);
        });
  }

  private void shouldBeSentByTheNextDelivery(SmsSender otherWay, WhatsAppSender now) {
    assertThatThrownBy(() -> sender(otherWay, now).send(confirmation))
        .isInstanceOf(WhatsAppUnavailableException.class);

    clock.advance(MessageLedger.LEASE.plusSeconds(1));
    sender(otherWay, whatsApp).send(confirmation);

    assertThat(whatsApp.sent()).hasSize(1);
    assertThat(view().status()).isEqualTo(State.SENT);
  }

  @Test
  void shouldTellTheTeamOfACancellationThatWhatsAppCouldNotDeliver() {
    stops.stop(Channel.SMS, facts.phone(), true, clock.instant());
    BookingMessage cancellation = cancelledByTheTeam();
    sender.send(cancellation);
    assertThat(schedule.waiting()).isEmpty();

    tell(What.FAILED);

    shouldHaveToldTheTeam(cancellation, DropReason.NOT_DELIVERED);
  }

  @Test
  void shouldTellTheTeamOfACancellationThatNoProviderTakes() {
    BookingMessage cancellation = cancelledByTheTeam();
    sender(
            (_, _) -> new SmsSender.Outcome.Refused(SmsSender.Reason.NOT_DELIVERABLE),
            (_, _, _) -> new WhatsAppSender.Outcome.Refused(Reason.NOT_DELIVERABLE))
        .send(cancellation);

    shouldHaveToldTheTeam(cancellation, DropReason.NUMBER_REFUSED);
  }

  private BookingMessage cancelledByTheTeam() {
    facts.member(
        "rita",
        Role.OWNER,
        new BookingNotices(
            List.of(Channel.SMS), BookingNotices.Bookings.ALL, BookingNotices.When.AT_ONCE));
    BookingImage cancelled = by(in(booked, BookingStatus.CANCELLED), "rita");
    facts.booking(cancelled);
    return message(cancelled, booked);
  }

  private void shouldHaveToldTheTeam(BookingMessage untold, DropReason reason) {
    assertThat(ledger.find(untold).orElseThrow().dropped()).contains(reason);
    Digest digest =
        Digest.fromJson(Json.read(schedule.waiting().getFirst().toJson(), JsonNode.class));
    assertThat(ledger.news(digest))
        .containsExactly(new DigestNews(DigestSection.UNTOLD, untold.bookingId()));
  }

  /** WhatsApp may yet tell that it could not deliver the link, and the time would be taken. */
  @Test
  void shouldNotTakeAClientForAskedToConfirmByWhatsApp() {
    tenant.says("CONFIRMED", "{{business}}: {{when}} {{link}}");
    window.wrote(WhatsAppWindow.hash(facts.phone(), Optional.empty()), clock.instant());
    sender.send(confirmation);

    assertThat(view().channel()).isEqualTo(Channel.WHATSAPP);
    assertThat(view().text()).contains("/l/");
    assertThat(links.asked).isEmpty();

    tell(What.FAILED);

    assertThat(texts()).singleElement().asString().contains("/l/");
    assertThat(links.asked).as("by SMS").containsExactly(booked);
  }

  /** As the decision says: the next channel, and no template. */
  @Test
  void shouldGoByTheNextChannelWhenATextIsToldToHaveComeTooLate() {
    window.wrote(WhatsAppWindow.hash(facts.phone(), Optional.empty()), clock.instant());
    sender.send(confirmation);
    desk(sender)
        .take(ProviderNews.ofMessage(whatsAppReference(), What.FAILED, 131047, Optional.empty()));

    assertThat(attempts()).containsExactly("WHATSAPP FAILED WINDOW_CLOSED", "SMS SENT null");
  }

  @Test
  void shouldOpenTheWindowForAPhoneThatWrote() {
    desk(sender)
        .take(
            ProviderNews.ofPhone(
                facts.phone(), clock.instant().getEpochSecond(), Optional.empty()));

    assertThat(window.isOpen(facts.phone(), Optional.empty(), clock.instant())).isTrue();
  }

  @Test
  void shouldTryTheChannelsOfTheBusinessAfterTheOneOfTheClient() {
    tenant.writesBy(Channel.WHATSAPP, Channel.SMS);
    facts.prefers(MessagePreferences.NONE);
    sender.send(confirmation);
    assertThat(whatsApp.sent()).hasSize(1);

    facts.prefers(new MessagePreferences(List.of(), null, null, Channel.SMS));
    BookingImage moved = by(movedTo(booked, TUESDAY), "rita");
    facts.booking(moved);
    sender.send(message(moved, booked));

    assertThat(whatsApp.sent()).hasSize(1);
    assertThat(texts()).singleElement().asString().contains("ter. 24/11");
  }

  @Test
  void shouldHeedWhatAPhoneHasStoppedByOneChannel() {
    stops.stop(Channel.WHATSAPP, facts.phone(), true, clock.instant());
    sender.send(confirmation);

    assertThat(whatsApp.sent()).isEmpty();
    assertThat(texts()).hasSize(1);
  }

  @Test
  void shouldWriteInTheWordsOfTheBusinessForADayAfterTheClientWrote() {
    tenant.says("CONFIRMED", "{{business}}: até {{when}}, não se atrase!");
    tenant.says("MOVED", "{{business}}: agora {{when}}!");
    window.wrote(WhatsAppWindow.hash(facts.phone(), Optional.empty()), clock.instant());
    window.wrote(
        WhatsAppWindow.hash(facts.phone(), Optional.empty()),
        clock.instant().minus(Duration.ofDays(2)));

    sender.send(confirmation);
    clock.advance(Duration.ofDays(1));
    BookingImage moved = by(movedTo(booked, TUESDAY), "rita");
    facts.booking(moved);
    sender.send(message(moved, booked));

    assertThat(whatsApp.sent())
        .extracting(RecordingWhatsAppSender.Message::message)
        .satisfiesExactly(
            one ->
                assertThat(one)
                    .isEqualTo(
                        new WhatsAppText(
                            "Barbearia do Zé: até seg. 23/11 às 09:00, não se atrase!")),
            one -> assertThat(one).isInstanceOf(WhatsAppTemplate.class));
    assertThat(view().text()).contains("não se atrase");
  }

  @Test
  void shouldFillInTheTemplateWhereWhatsAppTakesNoTextAnyMore() {
    window.wrote(WhatsAppWindow.hash(facts.phone(), Optional.empty()), clock.instant());
    sender(
            sms,
            (to, message, reference) ->
                message instanceof WhatsAppText
                    ? new WhatsAppSender.Outcome.Refused(Reason.WINDOW_CLOSED)
                    : whatsApp.send(to, message, reference))
        .send(confirmation);

    assertThat(whatsApp.sent()).hasSize(1);
    assertThat(texts()).isEmpty();
    assertThat(attempts()).containsExactly("WHATSAPP SENT null");
  }

  @Test
  void shouldNoteWhatArrivesInWhateverOrderItIsTold() {
    sender.send(confirmation);
    Instant sentAt = clock.instant();
    clock.advance(Duration.ofMinutes(5));

    tell(What.DELIVERED);
    assertThat(view().status()).isEqualTo(State.DELIVERED);
    assertThat(attempts()).containsExactly("WHATSAPP DELIVERED null");
    tell(What.READ);
    tell(What.DELIVERED);
    tell(What.READ);

    assertThat(view().status()).isEqualTo(State.READ);
    assertThat(view().sentAt()).isEqualTo(sentAt);
  }

  @Test
  void shouldNoteThatItWasReadThoughNobodyToldThatItArrived() {
    sender.send(confirmation);
    tell(What.READ);
    tell(What.DELIVERED);

    assertThat(view().status()).isEqualTo(State.READ);
  }

  /** A text can answer what arrived, by the channel by which it did. */
  @Test
  void shouldNoteWhatAPhoneWasToldForTheChannelThatItCameBy() {
    sender.send(confirmation);
    assertThat(answered(Channel.WHATSAPP)).contains(booked.bookingId());
    assertThat(answered(Channel.SMS)).isEmpty();

    clock.advance(Duration.ofMinutes(1));
    tell(What.FAILED);
    assertThat(answered(Channel.SMS)).contains(booked.bookingId());
    assertThat(answered(Channel.WHATSAPP)).isEmpty();
  }

  @Test
  void shouldNoteWhatTheNextChannelTellsAPhone() {
    sender(sms, (_, _, _) -> new WhatsAppSender.Outcome.Refused(Reason.NOT_DELIVERABLE))
        .send(confirmation);

    assertThat(answered(Channel.SMS)).contains(booked.bookingId());
    assertThat(answered(Channel.WHATSAPP)).isEmpty();
  }

  private Optional<BookingId> answered(Channel channel) {
    return new Questions(new RateLimiter(clock), tenant.table())
        .answeredBy(facts.phone(), channel, Optional.empty(), clock.instant())
        .map(Questions.Question::bookingId);
  }

  @Test
  void shouldSendBySmsOnceWhatWhatsAppCouldNotDeliver() {
    sender.send(confirmation);
    tell(What.FAILED);
    tell(What.FAILED);
    tell(What.DELIVERED);

    assertThat(texts()).singleElement().asString().contains("seg. 23/11");
    assertThat(view())
        .extracting(MessageView::status, MessageView::channel)
        .containsExactly(State.SENT, Channel.SMS);
    assertThat(attempts()).containsExactly("WHATSAPP FAILED NOT_DELIVERABLE", "SMS SENT null");
  }

  @Test
  void shouldNotSendBySmsWhatHoldsNoMore() {
    sender.send(confirmation);
    facts.booking(by(movedTo(booked, TUESDAY), "rita"));
    tell(What.FAILED);

    assertThat(texts()).isEmpty();
    assertThat(view())
        .extracting(MessageView::status, MessageView::reason)
        .containsExactly(State.DROPPED, DropReason.FACTS_CHANGED);
    assertThat(attempts()).containsExactly("WHATSAPP FAILED NOT_DELIVERABLE");
  }

  @Test
  void shouldNotSendAgainWhatHasArrivedThoughAFailureIsTold() {
    sender.send(confirmation);
    tell(What.DELIVERED);
    tell(What.FAILED);

    assertThat(texts()).isEmpty();
    assertThat(view().status()).isEqualTo(State.DELIVERED);
  }

  @Test
  void shouldSayThatItFailedWhereThereIsNoOtherChannel() {
    tenant.writesBy(Channel.SMS, Channel.WHATSAPP);
    facts.prefers(MessagePreferences.NONE);
    sender((_, _) -> new SmsSender.Outcome.Refused(SmsSender.Reason.NOT_DELIVERABLE), whatsApp)
        .send(confirmation);
    tell(What.FAILED);

    assertThat(view())
        .extracting(MessageView::status, MessageView::reason)
        .containsExactly(State.FAILED, DropReason.NOT_DELIVERED);
    assertThat(attempts())
        .containsExactly("SMS REFUSED NOT_DELIVERABLE", "WHATSAPP FAILED NOT_DELIVERABLE");
  }

  /** Meta's news may overtake our own note that the message was taken. */
  @ParameterizedTest
  @EnumSource(What.class)
  void shouldHaveNewsComeAgainThatComesTooEarly(What what) {
    sender(
            sms,
            (to, message, reference) -> {
              WhatsAppSender.Outcome outcome = whatsApp.send(to, message, reference);
              assertThatThrownBy(() -> tell(what)).isInstanceOf(MessageHeldException.class);
              return outcome;
            })
        .send(confirmation);
    assertThat(view().status()).isEqualTo(State.SENT);

    tell(what);

    assertThat(view().status().name()).isEqualTo(what == What.FAILED ? "SENT" : what.name());
    assertThat(texts()).hasSize(what == What.FAILED ? 1 : 0);
  }

  /** The process ends while the SMS is handed over: the news comes again, and nothing is lost. */
  @Test
  void shouldFinishWhatWasCutOffAfterAFailure() {
    sender.send(confirmation);
    BookingMessageSender killed =
        sender(
            (_, _) -> {
              throw new IllegalStateException("killed");
            },
            whatsApp);
    assertThatThrownBy(() -> tell(killed, What.FAILED)).hasMessage("killed");
    assertThatThrownBy(() -> tell(What.FAILED)).isInstanceOf(MessageHeldException.class);

    clock.advance(MessageLedger.LEASE.plusSeconds(1));
    tell(What.FAILED);

    assertThat(texts()).hasSize(1);
    assertThat(attempts()).containsExactly("WHATSAPP FAILED NOT_DELIVERABLE", "SMS SENT null");
  }

  @Test
  void shouldGoBySmsOnceWhereWhatsAppStaysSilent() {
    tenant.fallsBack(10, null, Channel.WHATSAPP, Channel.SMS);
    BookingMessageSender once = sender("*=1", schedule, sms, whatsApp);
    once.send(confirmation);
    WaitingMessage look = looks().getFirst();
    lookAfter(9);
    assertThat(texts()).isEmpty();

    clock.advance(Duration.ofMinutes(1));
    once.send(look);
    once.send(look);
    tell(What.DELIVERED);
    tell(What.FAILED);

    assertThat(texts()).singleElement().asString().contains("seg. 23/11");
    assertThat(view())
        .extracting(MessageView::status, MessageView::channel, MessageView::sentAt)
        .containsExactly(State.SENT, Channel.SMS, clock.instant());
    assertThat(attempts()).containsExactly("WHATSAPP SILENT null", "SMS SENT null");
  }

  @ParameterizedTest
  @EnumSource(What.class)
  void shouldNotTakeForSilentWhatHasBeenTold(What what) {
    tenant.fallsBack(10, null, Channel.WHATSAPP, Channel.SMS);
    sender.send(confirmation);
    tell(what);
    lookAfter(10);

    assertThat(texts()).hasSize(what == What.FAILED ? 1 : 0);
    assertThat(attempts()).noneMatch(attempt -> attempt.contains("SILENT"));
  }

  /** One of both wins, and the other one leaves it so. */
  @Test
  void shouldNotSendWhatArrivesAtTheMomentThatItIsLookedAt() {
    tenant.fallsBack(10, null, Channel.WHATSAPP, Channel.SMS);
    sender.send(confirmation);
    Item silent =
        ledger.find(tenant.id(), confirmation.bookingId(), confirmation.id()).orElseThrow();
    tell(What.DELIVERED);

    assertThat(ledger.claimSilent(confirmation, silent))
        .isEqualTo(new MessageLedger.Settled(State.DELIVERED));
    assertThat(view().status()).isEqualTo(State.DELIVERED);
  }

  @Test
  void shouldHaveNewsComeAgainOfWhatIsBeingSentAfterSilence() {
    tenant.fallsBack(10, null, Channel.WHATSAPP, Channel.SMS);
    sender.send(confirmation);
    clock.advance(Duration.ofMinutes(10));
    WaitingMessage look = looks().getFirst();
    sender(
            (to, text) -> {
              assertThatThrownBy(() -> tell(What.DELIVERED))
                  .isInstanceOf(MessageHeldException.class);
              assertThatThrownBy(() -> sender.send(look)).isInstanceOf(MessageHeldException.class);
              return sms.send(to, text);
            },
            whatsApp)
        .send(look);
    sender.send(look);
    tell(What.DELIVERED);

    assertThat(texts()).hasSize(1);
    assertThat(view())
        .extracting(MessageView::status, MessageView::channel)
        .containsExactly(State.SENT, Channel.SMS);
  }

  /** What WhatsApp took may still arrive, and the client has read it then. */
  @Test
  void shouldLeaveAsSentWhatStaysSilentAndHoldsNoMore() {
    tenant.fallsBack(10, null, Channel.WHATSAPP, Channel.SMS);
    sender.send(confirmation);
    MessageView sent = view();
    facts.booking(by(movedTo(booked, TUESDAY), "rita"));
    lookAfter(10);

    assertThat(texts()).isEmpty();
    assertThat(view()).isEqualTo(sent);
    tell(What.READ);
    assertThat(attempts()).containsExactly("WHATSAPP READ null");
  }

  @Test
  void shouldLeaveAsSentWhatStaysSilentAndNoOtherChannelTakes() {
    tenant.fallsBack(10, null, Channel.WHATSAPP, Channel.SMS);
    BookingMessage cancellation = cancelledByTheTeam();
    BookingMessageSender refusing =
        sender((_, _) -> new SmsSender.Outcome.Refused(SmsSender.Reason.NOT_DELIVERABLE), whatsApp);
    refusing.send(cancellation);
    clock.advance(Duration.ofMinutes(10));
    WaitingMessage look = looks().getFirst();
    refusing.send(look);
    refusing.send(look);

    assertThat(schedule.waiting()).as("the team hears nothing").isEmpty();
    assertThat(ledger.find(cancellation).orElseThrow().state()).isEqualTo(State.SENT);
    MessageView view =
        MessageView.of(
            tenant.id(),
            ledger.find(tenant.id(), cancellation.bookingId(), cancellation.id()).orElseThrow());
    assertThat(view.text()).contains("cancelada");
    assertThat(view.attempts())
        .extracting(MessageView.AttemptView::status)
        .containsExactly(
            MessageView.AttemptView.Outcome.SENT, MessageView.AttemptView.Outcome.REFUSED);
  }

  /** The process ends while the SMS is handed over; meanwhile it may arrive after all. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldFinishWhatWasCutOffAfterSilence(boolean arrives) {
    tenant.fallsBack(10, null, Channel.WHATSAPP, Channel.SMS);
    WaitingMessage look = cutOffAfterSilence();
    assertThatThrownBy(() -> sender.send(look)).isInstanceOf(MessageHeldException.class);

    clock.advance(MessageLedger.LEASE.plusSeconds(1));
    if (arrives) {
      tell(What.DELIVERED);
    }
    sender.send(look);
    sender.send(look);

    assertThat(texts()).hasSize(arrives ? 0 : 1);
    assertThat(view().status()).isEqualTo(arrives ? State.DELIVERED : State.SENT);
  }

  private WaitingMessage cutOffAfterSilence() {
    sender.send(confirmation);
    clock.advance(Duration.ofMinutes(10));
    WaitingMessage look = looks().getFirst();
    BookingMessageSender killed =
        sender(
            (_, _) -> {
              throw new IllegalStateException("killed");
            },
            whatsApp);
    assertThatThrownBy(() -> killed.send(look)).hasMessage("killed");
    return look;
  }

  /** Meta says so while the fall-back is cut off, which then finds that nothing may be sent. */
  @Test
  void shouldRememberThatItFailedUntilWhatWasCutOffAfterSilenceIsFinished() {
    tenant.fallsBack(10, null, Channel.WHATSAPP, Channel.SMS);
    WaitingMessage look = cutOffAfterSilence();
    clock.advance(MessageLedger.LEASE.plusSeconds(1));

    assertThatThrownBy(() -> tell(What.FAILED)).isInstanceOf(MessageHeldException.class);
    facts.booking(by(movedTo(booked, TUESDAY), "rita"));
    sender.send(look);
    tell(What.FAILED);

    assertThat(ledger.find(confirmation).orElseThrow().state()).isEqualTo(State.DROPPED);
  }

  /** It is planned before, so that the end of the process cannot come between. */
  @Test
  void shouldSendNothingWhereItCannotPlanToLookAgain() {
    tenant.fallsBack(10, null, Channel.WHATSAPP, Channel.SMS);
    MessageSchedule down =
        _ -> {
          throw new IllegalStateException("no scheduler");
        };
    assertThatThrownBy(() -> sender("*=1000", down, sms, whatsApp).send(confirmation))
        .hasMessage("no scheduler");
    assertThat(whatsApp.sent()).isEmpty();

    sender.send(confirmation);
    assertThat(whatsApp.sent()).hasSize(1);
  }

  /** The process ends once WhatsApp has it: the next attempt has its own time. */
  @Test
  void shouldCountTheSilenceFromTheAttemptThatIsKnown() {
    tenant.fallsBack(10, null, Channel.WHATSAPP, Channel.SMS);
    BookingMessageSender killed =
        sender(
            sms,
            (_, _, _) -> {
              throw new IllegalStateException("killed");
            });
    assertThatThrownBy(() -> killed.send(confirmation)).hasMessage("killed");
    clock.advance(Duration.ofMinutes(3));
    sender.send(confirmation);

    lookAfter(7);
    assertThat(texts()).isEmpty();
    lookAfter(3);
    lookAfter(60);
    assertThat(texts()).hasSize(1);
  }

  @Test
  void shouldHeedTheSettingAsItIsWhenItLooksAgain() {
    tenant.fallsBack(10, null, Channel.WHATSAPP, Channel.SMS);
    sender.send(confirmation);
    tenant.fallsBack(30, null, Channel.WHATSAPP, Channel.SMS);
    lookAfter(10);
    assertThat(texts()).isEmpty();
    tenant.writesBy(Channel.WHATSAPP, Channel.SMS);
    lookAfter(20);
    assertThat(texts()).isEmpty();
    assertThat(schedule.waiting()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldLookAgainWhenQuietHoursEnd(boolean arrives) {
    QuietHours quiet = new QuietHours(LocalTime.of(9, 5), LocalTime.of(18, 0));
    tenant.fallsBack(10, quiet, Channel.WHATSAPP, Channel.SMS);
    BookingImage moved = by(movedTo(booked, TUESDAY), "rita");
    facts.booking(moved);
    sender.send(message(moved, booked));
    lookAfter(10);
    assertThat(texts()).isEmpty();

    if (arrives) {
      tell(What.DELIVERED);
    }
    clock.set("2026-11-20T21:00:00Z");
    lookAfter(0);
    assertThat(texts()).hasSize(arrives ? 0 : 1);
  }

  @Test
  void shouldNotPlanToLookAgainWhereNoChannelIsLeft() {
    tenant.fallsBack(10, null, Channel.SMS, Channel.WHATSAPP);
    facts.prefers(MessagePreferences.NONE);
    sender((_, _) -> new SmsSender.Outcome.Refused(SmsSender.Reason.NOT_DELIVERABLE), whatsApp)
        .send(confirmation);
    assertThat(whatsApp.sent()).hasSize(1);

    assertThat(schedule.waiting()).isEmpty();
  }

  private List<WaitingMessage> looks() {
    return schedule.due(Instant.MAX).stream().map(due -> waiting(due.toJson())).toList();
  }

  private void lookAfter(int minutes) {
    clock.advance(Duration.ofMinutes(minutes));
    schedule.due(clock.instant()).forEach(due -> sender.send(waiting(due.toJson())));
  }

  private static WaitingMessage waiting(String json) {
    return WaitingMessage.fromJson(Json.read(json, JsonNode.class));
  }

  @Test
  void shouldLeaveNewsOfWhatItDoesNotKnow() {
    for (String reference :
        List.of(
            "",
            "1/x/y/z",
            "1/%s/%s/%s".formatted(tenant.id(), "a".repeat(26), "b".repeat(26)),
            "2/" + whatsAppReference().substring(2))) {
      desk(sender).take(ProviderNews.ofMessage(reference, What.READ, 0, Optional.empty()));
    }

    assertThat(ledger.find(confirmation)).isEmpty();
  }

  @Test
  void shouldListWhatArrivedToItsClient() {
    sender.send(confirmation);
    tell(What.DELIVERED);
    LedgerOfPerson messages = new LedgerOfPerson(tenant.table());
    String client = String.valueOf(view().recipientId());

    assertThat(messages.page(tenant.id(), client, 10, Optional.empty()).items())
        .singleElement()
        .extracting(message -> message.channel())
        .isEqualTo("WHATSAPP");
  }

  private void tell(What what) {
    tell(sender, what);
  }

  private void tell(BookingMessageSender by, What what) {
    desk(by)
        .take(
            ProviderNews.ofMessage(
                whatsAppReference(),
                what,
                what == What.FAILED ? NOT_ON_WHATSAPP : 0,
                Optional.empty()));
  }

  private String whatsAppReference() {
    return whatsApp.references().isEmpty()
        ? MessageReference.of(confirmation).text()
        : whatsApp.references().getLast();
  }

  private ProviderNewsDesk desk(BookingMessageSender by) {
    MessageRouter router =
        new MessageRouter(
            facts, tenant.settings(clock), new TeamNotices(facts), ledger, new SentAtOnce(by));
    return new ProviderNewsDesk(ledger, router, window, tenant.numbers(clock), clock);
  }

  private BookingMessageSender sender(SmsSender smsSender, WhatsAppSender whatsAppSender) {
    return sender("*=1000", schedule, smsSender, whatsAppSender);
  }

  private BookingMessageSender sender(
      String most, MessageSchedule plans, SmsSender smsSender, WhatsAppSender whatsAppSender) {
    TestSending sending =
        new TestSending(tenant, facts, ledger, tenant.settings(clock), links, clock);
    return sending.sender(
        () -> plans,
        sending.limits(most),
        new Messenger(
            smsSender, whatsAppSender, new RecordingEmailSender(), new Variables(Map.of())));
  }

  private BookingMessage message(BookingImage booking, @Nullable BookingImage previous) {
    return BookingMessage.about(event(tenant.id(), booking, previous)).orElseThrow();
  }

  private MessageView view() {
    return MessageView.of(
        tenant.id(),
        ledger.find(tenant.id(), confirmation.bookingId(), confirmation.id()).orElseThrow());
  }

  private List<String> attempts() {
    return view().attempts().stream()
        .map(one -> "%s %s %s".formatted(one.channel(), one.status(), one.reason()))
        .toList();
  }

  private List<String> texts() {
    return sms.sent().stream().map(RecordingSmsSender.Sms::text).toList();
  }
}
