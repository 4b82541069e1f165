package io.marcado.messaging.bookings;

import static io.marcado.messaging.TestBookings.MONDAY;
import static io.marcado.messaging.TestBookings.TUESDAY;
import static io.marcado.messaging.TestBookings.askedToMoveTo;
import static io.marcado.messaging.TestBookings.at;
import static io.marcado.messaging.TestBookings.booking;
import static io.marcado.messaging.TestBookings.by;
import static io.marcado.messaging.TestBookings.doneBy;
import static io.marcado.messaging.TestBookings.endingAt;
import static io.marcado.messaging.TestBookings.event;
import static io.marcado.messaging.TestBookings.in;
import static io.marcado.messaging.TestBookings.movedTo;
import static io.marcado.messaging.TestBookings.noted;
import static io.marcado.messaging.TestBookings.ofService;
import static io.marcado.messaging.TestBookings.realignedTo;
import static io.marcado.messaging.TestBookings.walkIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.published.BookingSource;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.domain.BookingId;
import io.marcado.domain.Channel;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.identity.accounts.limits.MessageDebt;
import io.marcado.local.dynamodb.DynamoDbLocal;
import io.marcado.messaging.FakeLinks;
import io.marcado.messaging.MovableClock;
import io.marcado.messaging.TestTenant;
import io.marcado.messaging.bookings.MessageLedger.State;
import io.marcado.messaging.reminders.FollowUp;
import io.marcado.messaging.reminders.Reminder;
import io.marcado.messaging.sending.Messenger;
import io.marcado.messaging.sending.PhoneCeiling;
import io.marcado.messaging.sending.PhoneCeiling.Cause;
import io.marcado.platform.config.AllowedCountries;
import io.marcado.platform.config.Variables;
import io.marcado.platform.json.Json;
import io.marcado.platform.limits.Limits;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.paging.PageRequest;
import io.marcado.platform.table.ConflictRetry;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import io.marcado.platform.tenant.MessageStop;
import io.marcado.schedules.FakeMessageSchedule;
import io.marcado.senders.email.RecordingEmailSender;
import io.marcado.senders.sms.RecordingSmsSender;
import io.marcado.senders.sms.SmsSender;
import io.marcado.senders.whatsapp.RecordingWhatsAppSender;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

class BookingMessageSenderTest {
  private static final AllowedCountries BRAZIL = new AllowedCountries(Set.of("BR"));

  private final MovableClock clock = new MovableClock("2026-11-20T12:00:00Z");
  private final TestTenant tenant = TestTenant.create();
  private final FakeBookingFacts facts = new FakeBookingFacts();
  private final FakeLinks links = new FakeLinks();
  private final RecordingSmsSender sms = new RecordingSmsSender(BRAZIL);
  private final MessageLedger ledger = new MessageLedger(tenant.table(), tenant.ids(), clock);
  private final BookingMessageSender sender = sender(sms);

  @Test
  void shouldSendAConfirmationOnceHoweverOftenItsEventComes() {
    BookingImage booking = booking(BookingStatus.CONFIRMED);
    facts.booking(booking);
    BookingMessage confirmation = message(booking, null);

    sender.send(confirmation);
    sender.send(confirmation);
    clock.advance(Duration.ofDays(1));
    sender.send(message(booking, null));

    assertThat(texts())
        .containsExactly(
            "Barbearia do Zé: sua reserva esta confirmada."
                + " Corte de cabelo (ana), seg. 23/11 às 09:00.");
    assertThat(entry(confirmation).state()).isEqualTo(State.SENT);
    assertThat(entry(confirmation).template()).contains("pt/confirmed");
    assertThat(entry(confirmation).channel()).contains(Channel.SMS);
    assertThat(entry(confirmation).attempts()).isEqualTo(1);
    assertThat(told(booking)).extracting(MessageView::text).containsExactlyElementsOf(texts());
  }

  @Test
  void shouldMakeALinkForAMessageThatShowsOneAndListItWithoutItsSecret() {
    BookingImage booking = booking(BookingStatus.CONFIRMED);
    facts.booking(booking);
    sender.send(message(booking, null));
    assertThat(links.made).isEmpty();
    tenant.says("REMINDER", "{{business}}: {{when}} {{link}}");
    clock.advance(Duration.between(clock.instant(), booking.start().minus(Duration.ofHours(1))));
    BookingMessage reminder =
        BookingMessage.withTime(
            tenant.id(),
            booking.bookingId().value(),
            BookingMessageKind.REMINDER,
            booking.start(),
            booking.resourceIds().stream().map(ResourceId::value).toList(),
            "60");

    sender.send(reminder);
    sender.send(reminder);

    assertThat(links.made).containsExactly(booking);
    assertThat(links.asked).containsExactly(booking);
    assertThat(texts().getLast())
        .endsWith(" https://book.example.com/barbearia/l/bbbbbbbbbbbbbbbb");
    assertThat(told(booking).getFirst().text())
        .endsWith(" https://book.example.com/barbearia/l/…")
        .doesNotContain("bbbb");
  }

  /** Or its time could be taken from a client who was shown no link. */
  @Test
  void shouldAskNobodyToConfirmByATextThatGoesOutWithoutTheLink() {
    tenant.has("FREE");
    tenant.says("CONFIRMED", "{{when}}, {{business}}: {{link}}");
    BookingImage booking = booking(BookingStatus.CONFIRMED);
    facts.booking(booking);

    sender.send(message(booking, null));

    assertThat(texts()).singleElement().asString().contains("esta confirmada");
    assertThat(links.asked).isEmpty();
  }

  /** The page behind the link has no button then, and the client could not answer. */
  @Test
  void shouldAskNobodyToConfirmWhatWaitsForTheBusiness() {
    for (String kind : List.of("RECEIVED", "MOVE_REQUESTED", "REMINDER")) {
      tenant.says(kind, "{{business}}: {{when}} {{link}}");
    }
    BookingImage request = booking(BookingStatus.PENDING);
    facts.booking(request);
    sender.send(message(request, null));
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    BookingImage moving = askedToMoveTo(booked, TUESDAY);
    facts.booking(moving);
    sender.send(message(moving, booked));
    clock.set("2026-11-23T11:00:00Z");
    sender.send(reminder(booked).message());

    assertThat(texts()).hasSize(3).allMatch(text -> text.contains("/l/"));
    assertThat(links.asked).isEmpty();
  }

  @Test
  void shouldListADroppedMessageForItsClient() {
    BookingImage booking = booking(BookingStatus.CONFIRMED);
    facts.booking(booking(BookingStatus.CANCELLED));
    sender.send(message(booking, null));

    assertThat(told(booking))
        .extracting(MessageView::reason, MessageView::text)
        .containsExactly(tuple(DropReason.STATUS_CHANGED, null));
  }

  private List<MessageView> told(BookingImage booking) {
    return new MessageQueries(tenant.table())
        .toClient(
            tenant.id(),
            Objects.requireNonNull(booking.clientId()).value(),
            Set.of(),
            new PageRequest(100, Optional.empty()),
            clock.instant())
        .items();
  }

  @Test
  void shouldDropWhatWouldGoToSomebodyWithoutAClientRecord() {
    BookingImage booking = booking(BookingStatus.CONFIRMED);
    facts.booking(walkIn(booking));
    BookingMessage confirmation = message(booking, null);

    sender.send(confirmation);

    assertThat(entry(confirmation).dropped()).contains(DropReason.NO_RECIPIENT);
    assertThat(texts()).isEmpty();
  }

  /** New rules of the zone gave the local time another instant while the messages waited. */
  @Test
  void shouldSendWhatIsStillTrueInLocalTimeAndDropAReminderAtTheWrongHour() {
    BookingImage booking = booking(BookingStatus.CONFIRMED);
    facts.booking(realignedTo(booking, MONDAY.plusSeconds(3600)));
    BookingMessage confirmation = message(booking, null);
    BookingMessage reminder =
        new Reminder(tenant.id(), booking.bookingId().value(), MONDAY, List.of("ana"), 60)
            .message();

    sender.send(confirmation);
    clock.set("2026-11-23T11:00:00Z");
    sender.send(reminder);

    assertThat(entry(confirmation).state()).isEqualTo(State.SENT);
    assertThat(entry(reminder).dropped()).contains(DropReason.FACTS_CHANGED);
  }

  /** A release has new rules, by which the instant is another local time, and nothing moved yet. */
  @ParameterizedTest
  @EnumSource(
      value = BookingStatus.class,
      names = {"CONFIRMED", "CANCELLED"})
  void shouldTellTheLocalTimeThatWasAgreedOn(BookingStatus status) {
    BookingImage booking = realignedTo(booking(status), MONDAY.plusSeconds(3600));
    facts.booking(booking);

    sender.send(message(booking, null));

    assertThat(texts()).singleElement().asString().contains("seg. 23/11 às 09:00");
  }

  @Test
  void shouldRemindOfTheLocalTimeThatAWaitingMoveKeeps() {
    BookingImage booked = realignedTo(booking(BookingStatus.CONFIRMED), MONDAY.plusSeconds(3600));
    facts.booking(askedToMoveTo(booked, TUESDAY));
    clock.set("2026-11-23T12:00:00Z");

    sender.send(reminder(booked).message());

    assertThat(texts()).singleElement().asString().contains("seg. 23/11 às 09:00");
  }

  /** A public booking takes any phone, so its words are not for the holder of that phone. */
  @ParameterizedTest
  @CsvSource({
    "STAFF, false, true",
    "CLIENT, true, true",
    "CLIENT, false, false",
    "PUBLIC, true, false",
    "PUBLIC, false, false"
  })
  void shouldNameWhoComesUnlessAStrangerMayHaveTypedIt(
      BookingSource maker, boolean proved, boolean named) {
    facts.anotherPhone();
    facts.proved(proved);
    facts.comes("Tomás");
    BookingImage booking = madeBy(maker, BookingStatus.CANCELLED);
    facts.booking(booking);

    sender.send(message(booking, null));

    assertThat(texts())
        .containsExactly(
            "Barbearia do Zé: sua reserva foi cancelada. Corte de cabelo (ana),"
                + " seg. 23/11 às 09:00"
                + (named ? ", Tomas." : "."));
  }

  @Test
  void shouldNotNameTheClientToItself() {
    facts.comes("LIA ");
    BookingImage booking = madeBy(BookingSource.STAFF, BookingStatus.CONFIRMED);
    facts.booking(booking);

    sender.send(message(booking, null));

    assertThat(texts()).singleElement().asString().endsWith("às 09:00.");
  }

  @Test
  void shouldSendOneMessageWhenManyConsumersHaveItAtOnce() throws Exception {
    BookingImage booking = booking(BookingStatus.CONFIRMED);
    facts.booking(booking);
    BookingMessage confirmation = message(booking, null);
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService consumers = Executors.newFixedThreadPool(8)) {
      List<Future<Boolean>> attempts =
          IntStream.range(0, 8)
              .mapToObj(
                  _ ->
                      consumers.submit(
                          (Callable<Boolean>)
                              () -> {
                                start.await();
                                return sentWithoutMeetingAnother(confirmation);
                              }))
              .toList();
      start.countDown();
      for (Future<Boolean> attempt : attempts) {
        attempt.get();
      }
    }

    assertThat(texts()).hasSize(1);
    assertThat(entry(confirmation).state()).isEqualTo(State.SENT);
  }

  @Test
  void shouldNotLetASecondConsumerSendWhileTheFirstIsAtIt() {
    BookingImage booking = booking(BookingStatus.CONFIRMED);
    facts.booking(booking);
    BookingMessage confirmation = message(booking, null);
    BookingMessageSender slow =
        sender(
            (to, text) -> {
              assertThatThrownBy(() -> sender.send(confirmation))
                  .isInstanceOf(MessageHeldException.class);
              return sms.send(to, text);
            });

    slow.send(confirmation);

    assertThat(texts()).hasSize(1);
  }

  @Test
  void shouldTryAgainWhenTheLeaseOfAKilledConsumerHasRunOut() {
    BookingImage booking = booking(BookingStatus.CONFIRMED);
    facts.booking(booking);
    BookingMessage confirmation = message(booking, null);
    BookingMessageSender killed = sender(new Killed());
    assertThatThrownBy(() -> killed.send(confirmation)).isInstanceOf(IllegalStateException.class);

    assertThat(entry(confirmation).state()).isEqualTo(State.SENDING);
    clock.advance(MessageLedger.LEASE.minusSeconds(1));
    assertThatThrownBy(() -> sender.send(confirmation)).isInstanceOf(MessageHeldException.class);
    assertThat(texts()).isEmpty();

    clock.advance(Duration.ofSeconds(2));
    sender.send(confirmation);

    assertThat(texts()).hasSize(1);
    assertThat(entry(confirmation).attempts()).isEqualTo(2);
  }

  @Test
  void shouldBeTriedAgainAtOnceWhenNothingCouldBeRead() {
    BookingImage booking = booking(BookingStatus.CONFIRMED);
    facts.booking(booking);
    facts.outage(true);
    BookingMessage confirmation = message(booking, null);
    assertThatThrownBy(() -> sender.send(confirmation)).hasMessage("outage");
    assertThat(entry(confirmation).state()).isEqualTo(State.PENDING);

    facts.outage(false);
    sender.send(confirmation);

    assertThat(texts()).hasSize(1);
  }

  @Test
  void shouldTellOnlyTheNewTimeWhenTheOldEventComesLate() {
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    BookingImage moved = movedTo(booked, TUESDAY);
    facts.booking(moved);

    sender.send(message(moved, booked));
    sender.send(message(booked, null));

    assertThat(texts())
        .containsExactly(
            "Barbearia do Zé: sua reserva mudou."
                + " Agora é Corte de cabelo (ana), ter. 24/11 às 09:00.");
    assertThat(entry(message(booked, null)).dropped()).contains(DropReason.FACTS_CHANGED);
  }

  /** A change of the service alone, while the confirmation waits in its queue. */
  @Test
  void shouldTellOnlyTheNewServiceWhenTheOldEventComesLate() {
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    BookingImage another = ofService(booked, "beard");
    facts.booking(another);

    sender.send(message(booked, null));
    sender.send(message(another, booked));

    assertThat(texts())
        .containsExactly(
            "Barbearia do Zé: sua reserva mudou. Agora é Barba (ana), seg. 23/11 às 09:00.");
    assertThat(entry(message(booked, null)).dropped()).contains(DropReason.FACTS_CHANGED);
  }

  /** What changes and is told by no message of its own does not silence others. */
  @Test
  void shouldConfirmABookingThatLastsLongerMeanwhile() {
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    facts.booking(endingAt(booked, booked.end().plus(Duration.ofMinutes(30))));

    sender.send(message(booked, null));

    assertThat(texts()).hasSize(1);
  }

  @Test
  void shouldTellEachMoveThoughABookingComesBackToATime() {
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    BookingImage away = movedTo(booked, TUESDAY);
    BookingImage back = movedTo(away, MONDAY);
    BookingImage awayAgain = movedTo(back, TUESDAY);

    facts.booking(away);
    sender.send(message(away, booked));
    facts.booking(back);
    sender.send(message(back, away));
    facts.booking(awayAgain);
    sender.send(message(awayAgain, back));

    assertThat(texts()).hasSize(3);
  }

  @Test
  void shouldSayThatAnotherResourceDoesIt() {
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    BookingImage withBia = doneBy(booked, "bia");
    facts.booking(withBia);

    sender.send(message(withBia, booked));

    assertThat(texts()).singleElement().asString().contains("(bia)");
  }

  @Test
  void shouldNotConfirmWhatIsCancelledMeanwhile() {
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    BookingImage cancelled = in(booked, BookingStatus.CANCELLED);
    facts.booking(cancelled);

    sender.send(message(booked, null));
    sender.send(message(cancelled, booked));

    assertThat(texts()).singleElement().asString().contains("foi cancelada");
    assertThat(entry(message(booked, null)).dropped()).contains(DropReason.STATUS_CHANGED);
  }

  @Test
  void shouldTellThatARequestWaitsAndThenWhatBecameOfIt() {
    BookingImage asked = booking(BookingStatus.PENDING);
    facts.booking(asked);
    sender.send(message(asked, null));
    BookingImage rejected = in(asked, BookingStatus.REJECTED);
    facts.booking(rejected);
    sender.send(message(rejected, asked));

    assertThat(texts())
        .satisfiesExactly(
            first -> assertThat(first).contains("recebemos seu pedido"),
            second -> assertThat(second).contains("nao foi aceito"));
  }

  /** As it was written, but on one line, without a link, and without its own full stop. */
  @ParameterizedTest
  @CsvSource({
    "STAFF, PRO, ' Motivo: Ana doente Ligue 11 4000-1234 example com.'",
    "STAFF, FREE, ' Motivo: Ana doente Ligue - example com.'",
    "CLIENT, PRO, ''",
    "PUBLIC, PRO, ''"
  })
  void shouldTellWhyTheBusinessCancelled(BookingSource by, String plan, String why) {
    tenant.has(plan);
    facts.anotherPhone();
    facts.reason("Ana doente\nLigue 11 4000-1234 example.com .");
    BookingImage cancelled =
        by(madeBy(BookingSource.STAFF, BookingStatus.CANCELLED), BookingSource.STAFF, by);
    facts.booking(cancelled);

    sender.send(message(cancelled, null));

    assertThat(texts())
        .singleElement()
        .asString()
        .endsWith("foi cancelada. Corte de cabelo (ana), seg. 23/11 às 09:00." + why);
  }

  @Test
  void shouldNotTellThatSomebodyDidNotComeWhoDid() {
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    BookingImage missed = at(in(booked, BookingStatus.NO_SHOW), MONDAY.plusSeconds(7200));
    facts.booking(in(missed, BookingStatus.COMPLETED));
    sender.send(message(missed, booked));
    assertThat(texts()).isEmpty();
    assertThat(entry(message(missed, booked)).dropped()).contains(DropReason.STATUS_CHANGED);

    BookingImage again = in(in(missed, BookingStatus.CONFIRMED), BookingStatus.NO_SHOW);
    facts.booking(again);
    sender.send(message(again, booked));
    assertThat(texts()).singleElement().asString().contains("sentimos a sua falta");
  }

  @Test
  void shouldAskHowItWasOfAVisitThatEndedThen() {
    tenant.followsUp(120);
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    clock.set("2026-11-23T15:00:00Z");
    FollowUp planned = followUp(booked, booked.end(), 120);

    facts.booking(in(booked, BookingStatus.COMPLETED));
    sender.send(planned.message());
    sender.send(planned.message());

    assertThat(texts()).singleElement().asString().contains("obrigado pela visita", "Como foi?");
  }

  @Test
  void shouldNotAskHowItWasOfWhatDidNotTakePlaceOrEndedAtAnotherTimeOrIfTheBusinessDoesNotAsk() {
    tenant.followsUp(120);
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    clock.set("2026-11-23T15:00:00Z");
    for (BookingStatus status : List.of(BookingStatus.CANCELLED, BookingStatus.NO_SHOW)) {
      facts.booking(in(booked, status));
      BookingMessage message =
          followUp(booked, booked.end().minusSeconds(60L * status.ordinal()), 120).message();
      sender.send(message);
      assertThat(entry(message).dropped()).contains(DropReason.STATUS_CHANGED);
    }
    facts.booking(booked);
    BookingMessage early = followUp(booked, booked.end().minusSeconds(900), 120).message();
    sender.send(early);
    assertThat(entry(early).dropped()).contains(DropReason.FOLLOW_UP_MOVED);

    tenant.followsUp(0);
    BookingMessage unwanted = followUp(booked, booked.end(), 120).message();
    sender.send(unwanted);
    assertThat(entry(unwanted).dropped()).contains(DropReason.FOLLOW_UP_OFF);
    assertThat(texts()).isEmpty();
  }

  private FollowUp followUp(BookingImage booking, Instant end, int minutesAfter) {
    FollowUp followUp =
        new FollowUp(
            tenant.id(),
            booking.bookingId().value(),
            booking.start(),
            end,
            BookingMessage.resourcesOf(booking),
            minutesAfter);
    return FollowUp.fromJson(Json.read(followUp.toJson(), JsonNode.class));
  }

  @Test
  void shouldRemindOnceThoughTheNoteWasEdited() {
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    facts.booking(noted(booked));
    clock.set("2026-11-23T11:00:00Z");

    sender.send(reminder(booked).message());
    sender.send(reminder(noted(booked)).message());

    assertThat(texts())
        .containsExactly(
            "Barbearia do Zé: lembrete da sua reserva."
                + " Corte de cabelo (ana), seg. 23/11 às 09:00.");
  }

  @Test
  void shouldRemindOnlyOfTheTimeAndResourceThatTheBookingHasNow() {
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    BookingImage withBia = doneBy(booked, "bia");
    facts.booking(withBia);
    clock.set("2026-11-23T11:00:00Z");

    sender.send(reminder(booked).message());
    sender.send(reminder(withBia).message());

    assertThat(texts()).singleElement().asString().contains("(bia)");
  }

  @Test
  void shouldRemindOfTheApprovedTimeWhileAMoveWaits() {
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    facts.booking(askedToMoveTo(booked, TUESDAY));
    clock.set("2026-11-23T11:00:00Z");

    sender.send(reminder(booked).message());
    sender.send(reminder(movedTo(booked, TUESDAY)).message());

    assertThat(texts())
        .containsExactly(
            "Barbearia do Zé: lembrete da sua reserva."
                + " Corte de cabelo (ana), seg. 23/11 às 09:00.");
  }

  @Test
  void shouldNotRemindOfWhatIsOffOrOver() {
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    for (BookingStatus status :
        List.of(BookingStatus.CANCELLED, BookingStatus.PENDING, BookingStatus.NO_SHOW)) {
      facts.booking(in(booked, status));
      sender.send(reminder(booked).message());
    }

    assertThat(texts()).isEmpty();
    assertThat(entry(reminder(booked).message()).dropped()).contains(DropReason.STATUS_CHANGED);
  }

  @Test
  void shouldNotAnnounceWhatHasBegun() {
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    facts.booking(booked);
    clock.set("2026-11-23T12:00:00Z");

    sender.send(reminder(booked).message());

    assertThat(texts()).isEmpty();
    assertThat(entry(reminder(booked).message()).dropped()).contains(DropReason.STARTED);
  }

  @Test
  void shouldNotRemindWhenTheBusinessNoLongerWantsIt() {
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    facts.booking(booked);
    tenant.reminds();

    sender.send(reminder(booked).message());

    assertThat(entry(reminder(booked).message()).dropped()).contains(DropReason.REMINDERS_OFF);
    assertThat(texts()).isEmpty();
  }

  @Test
  void shouldNotRemindSoLongBeforeWhenTheBusinessNoLongerDoes() {
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    facts.booking(booked);
    tenant.reminds(1440, 120);

    sender.send(reminder(booked).message());

    assertThat(entry(reminder(booked).message()).dropped()).contains(DropReason.REMINDERS_OFF);
    assertThat(texts()).isEmpty();
  }

  /** The queue was held up, or the local clock leapt. */
  @ParameterizedTest
  @CsvSource({"1440, 60", "60, 1440"})
  void shouldRemindOnceWhenRemindersAreDueTogether(int first, int second) {
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    facts.booking(booked);
    clock.set("2026-11-23T11:00:00Z");

    sender.send(reminder(booked, first).message());
    sender.send(reminder(booked, second).message());

    assertThat(texts()).hasSize(1);
    assertThat(entry(reminder(booked, 60).message()).state()).isEqualTo(State.SENT);
    assertThat(entry(reminder(booked, 1440).message()).dropped()).contains(DropReason.OVERTAKEN);
  }

  @Test
  void shouldRemindAtEachTimeThatTheBusinessHasSetAndALittleLate() {
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    facts.booking(booked);
    clock.set("2026-11-23T10:59:59Z");
    sender.send(reminder(booked, 1440).message());
    clock.set("2026-11-23T11:59:59Z");
    sender.send(reminder(booked, 60).message());

    assertThat(texts()).hasSize(2);
  }

  @Test
  void shouldSendNoMoreToOnePhoneInADayThanItsLimitWhicheverBusinessAsks() {
    String phone = facts.anotherPhone();
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    facts.booking(booked);
    TestTenant other = TestTenant.create();
    BookingMessageSender limited = sender(sms, limits(2, 1000));
    List<BookingMessage> messages =
        List.of(
            message(booked, null),
            BookingMessage.about(event(other.id(), booked, null)).orElseThrow(),
            reminder(booked).message());
    messages.forEach(limited::send);
    limited.send(messages.getLast());

    assertThat(sms.sent()).hasSize(2).allMatch(sent -> sent.to().e164().equals(phone));
    assertThat(entry(messages.getLast()).state()).isEqualTo(State.DROPPED);
    assertThat(entry(messages.getLast()).dropped()).contains(DropReason.LIMIT);

    facts.anotherPhone();
    BookingMessage toAnother = message(booked, movedTo(booked, TUESDAY));
    limited.send(toAnother);
    assertThat(entry(toAnother).state()).isEqualTo(State.SENT);
  }

  @Test
  void shouldSendNoMoreForOneBusinessInADayThanItsLimit() {
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    facts.booking(booked);
    BookingMessageSender limited = sender(sms, limits(1000, 1));

    limited.send(message(booked, null));
    facts.anotherPhone();
    limited.send(reminder(booked).message());

    assertThat(entry(reminder(booked).message()).dropped()).contains(DropReason.LIMIT);
    assertThat(texts()).hasSize(1);

    clock.set("2026-11-21T12:00:00Z");
    BookingImage moved = movedTo(booked, TUESDAY);
    facts.booking(moved);
    limited.send(message(moved, booked));
    assertThat(texts()).hasSize(2);
  }

  @Tag("race")
  @Test
  void shouldLeaveRoomForStaffAndKnownClientsHoweverManyBookingsStrangersMake() {
    BookingMessageSender deployed = sender(sms, limits(tenant.table(), ""));
    for (int i = 0; i < 60; i++) {
      facts.anotherPhone();
      deployed.send(ofStranger());
    }
    assertThat(sms.sent()).hasSize(40);

    // The owner's own bookings, the cancellations of those that strangers made, and known clients.
    facts.anotherPhone();
    BookingImage own = madeBy(BookingSource.STAFF, BookingStatus.CONFIRMED);
    facts.booking(own);
    deployed.send(message(own, null));
    facts.anotherPhone();
    BookingImage cancelled =
        by(
            madeBy(BookingSource.PUBLIC, BookingStatus.CANCELLED),
            BookingSource.PUBLIC,
            BookingSource.STAFF);
    facts.booking(cancelled);
    deployed.send(message(cancelled, null));
    facts.proved(true);
    facts.anotherPhone();
    deployed.send(ofStranger());
    assertThat(sms.sent()).hasSize(43);
  }

  /** A guest moves and cancels by the manage token of a booking without a login. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldCountWhatGuestsChangeWithVisitorsAndExemptNoneOfIt(boolean proved) {
    facts.proved(proved);
    BookingMessageSender limited =
        sender(sms, limits(tenant.table(), "messages-by-visitors=3,messages-of-business=1,*=1000"));
    for (BookingSource changer : List.of(BookingSource.PUBLIC, BookingSource.STAFF)) {
      for (int i = 0; i < 3; i++) {
        facts.anotherPhone();
        BookingImage booked = madeBy(BookingSource.PUBLIC, BookingStatus.CONFIRMED);
        for (BookingImage changed :
            List.of(movedTo(booked, TUESDAY), in(booked, BookingStatus.CANCELLED))) {
          BookingImage now = by(changed, BookingSource.PUBLIC, changer);
          facts.booking(now);
          limited.send(message(now, booked));
        }
      }
    }

    assertThat(sms.sent()).hasSize(3 + 1);
  }

  @Test
  void shouldExemptNoMoveByAGuestFromTheLimitsOfAPhone() {
    facts.anotherPhone();
    facts.proved(true);
    BookingMessageSender limited = sender(sms, limits(1, 1000));
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    for (int i = 0; i < 3; i++) {
      BookingImage moved = by(movedTo(booked, TUESDAY), BookingSource.PUBLIC, BookingSource.PUBLIC);
      facts.booking(moved);
      limited.send(message(moved, booked));
      booked = movedTo(moved, MONDAY);
    }
    assertThat(sms.sent()).hasSize(1);

    for (BookingSource changer : List.of(BookingSource.STAFF, BookingSource.CLIENT)) {
      BookingImage moved = by(movedTo(booked, TUESDAY), BookingSource.PUBLIC, changer);
      facts.booking(moved);
      limited.send(message(moved, booked));
      booked = movedTo(moved, MONDAY);
    }
    assertThat(sms.sent()).hasSize(3);
  }

  /** A client who books without a login is reminded too, however many messages strangers cause. */
  @ParameterizedTest
  @CsvSource({
    "true, 'messages-by-visitors=0,messages-of-business=4,*=1000'",
    "false, 'messages-by-visitors=4,messages-of-business=0,*=1000'"
  })
  void shouldCountWhatComesWithTimeForTheBusinessWhereThePhoneIsProved(
      boolean proved, String rows) {
    facts.proved(proved);
    BookingMessageSender limited = sender(sms, limits(tenant.table(), rows));
    for (int i = 0; i < 3; i++) {
      facts.anotherPhone();
      limited.send(endOfAVisitorsRequest());
      BookingImage booked = madeBy(BookingSource.PUBLIC, BookingStatus.CONFIRMED);
      facts.booking(booked);
      limited.send(reminder(booked).message());
    }

    assertThat(sms.sent()).hasSize(4);
  }

  /** The holder of a proved phone wants it, and strangers' bookings for the phone may be many. */
  @Test
  void shouldRemindAProvedPhoneThoughStrangersHaveUsedUpTheRoomOfVisitors() {
    facts.anotherPhone();
    facts.proved(true);
    BookingMessageSender limited =
        sender(
            sms,
            limits(tenant.table(), "messages-of-business-to-phone=3,messages-to-phone=0,*=1000"));
    BookingImage booked = madeBy(BookingSource.PUBLIC, BookingStatus.CONFIRMED);
    for (int i = 0; i < 4; i++) {
      BookingImage strangers = madeBy(BookingSource.PUBLIC, BookingStatus.CONFIRMED);
      facts.booking(strangers);
      limited.send(message(strangers, null));
    }
    assertThat(sms.sent()).hasSize(3);

    facts.booking(booked);
    limited.send(reminder(booked).message());

    assertThat(sms.sent()).hasSize(4);
  }

  /** Else requests that strangers let lapse would take the room of cancellations. */
  @Test
  void shouldExemptNoEndOfAVisitorsRequestFromTheLimitsOfAPhone() {
    facts.anotherPhone();
    facts.proved(true);
    BookingMessageSender limited = sender(sms, limits(1, 1000));
    for (int i = 0; i < 3; i++) {
      limited.send(endOfAVisitorsRequest());
    }

    assertThat(sms.sent()).hasSize(1);
  }

  /** Before the message goes out, a guest may edit the notes of what staff have moved. */
  @Test
  void shouldCountAMessageForWhoMadeTheChangeThatItTellsOf() {
    facts.anotherPhone();
    facts.proved(true);
    BookingMessageSender limited =
        sender(sms, limits(tenant.table(), "messages-by-visitors=0,*=1000"));
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    BookingImage moved = by(movedTo(booked, TUESDAY), BookingSource.PUBLIC, BookingSource.STAFF);
    facts.booking(by(noted(moved), BookingSource.PUBLIC, BookingSource.PUBLIC));

    limited.send(message(moved, booked));

    assertThat(entry(message(moved, booked)).state()).isEqualTo(State.SENT);
  }

  @Test
  void shouldTellAProvedClientOfMovesAndCancellationsHoweverManyShopsAnAttackerOpens() {
    facts.anotherPhone();
    BookingMessageSender deployed = sender(sms, limits(tenant.table(), ""));
    for (int shop = 0; shop < 6; shop++) {
      TestTenant attacker = TestTenant.create();
      for (int i = 0; i < 12; i++) {
        BookingImage booked = madeBy(BookingSource.STAFF, BookingStatus.CONFIRMED);
        facts.booking(booked);
        deployed.send(BookingMessage.about(event(attacker.id(), booked, null)).orElseThrow());
      }
    }
    int flooded = sms.sent().size();
    facts.proved(true);
    BookingImage booked = madeBy(BookingSource.CLIENT, BookingStatus.CONFIRMED);
    for (BookingImage changed :
        List.of(movedTo(booked, TUESDAY), in(booked, BookingStatus.CANCELLED))) {
      BookingImage now = by(changed, BookingSource.CLIENT, BookingSource.STAFF);
      facts.booking(now);
      deployed.send(message(now, booked));
    }

    assertThat(sms.sent()).hasSize(flooded + 2);
  }

  /** Anybody may sign up so many businesses that their reserves together are a phone's hour. */
  @Test
  void shouldLeaveRoomForPayingBusinessesAndProvedPhonesHoweverManyFreeOnesAnAttackerOpens() {
    facts.anotherPhone();
    BookingMessageSender deployed = sender(sms, limits(tenant.table(), ""));
    for (int shop = 0; shop < 8; shop++) {
      TestTenant attacker = TestTenant.create();
      attacker.has("FREE");
      for (int i = 0; i < 6; i++) {
        bookedByStaff(deployed, attacker);
      }
    }
    int flooded = sms.sent().size();

    TestTenant paying = TestTenant.create();
    bookedByStaff(deployed, paying);
    assertThat(sms.sent()).hasSize(flooded + 1);
    TestTenant own = TestTenant.create();
    own.has("FREE");
    bookedByStaff(deployed, own);
    assertThat(sms.sent()).as("never proved there").hasSize(flooded + 1);
    facts.proved(true);
    bookedByStaff(deployed, own);
    assertThat(sms.sent()).hasSize(flooded + 2);
  }

  private void bookedByStaff(BookingMessageSender by, TestTenant of) {
    BookingImage booked = madeBy(BookingSource.STAFF, BookingStatus.CONFIRMED);
    facts.booking(booked);
    by.send(BookingMessage.about(event(of.id(), booked, null)).orElseThrow());
  }

  @Test
  void shouldLetNoOtherBusinessSilenceAPhone() {
    facts.anotherPhone();
    facts.proved(true);
    TestTenant attacker = TestTenant.create();
    BookingMessageSender theirs =
        sender(
            sms,
            limits(tenant.table(), "messages-of-business-to-phone=3,messages-to-phone=20,*=1000"));
    for (int i = 0; i < 40; i++) {
      BookingImage booked = madeBy(BookingSource.STAFF, BookingStatus.CONFIRMED);
      facts.booking(booked);
      theirs.send(BookingMessage.about(event(attacker.id(), booked, null)).orElseThrow());
    }
    // An hour later, so that the ceiling of the hour is not reached.
    clock.advance(Duration.ofHours(1));
    int before = sms.sent().size();
    BookingMessageSender ours = sender(sms, limits(tenant.table(), ""));
    for (int i = 0; i < 4; i++) {
      BookingImage booked = madeBy(BookingSource.CLIENT, BookingStatus.CONFIRMED);
      facts.booking(booked);
      ours.send(message(booked, null));
    }
    assertThat(sms.sent()).hasSize(before + 3);
    BookingImage cancelled = madeBy(BookingSource.CLIENT, BookingStatus.CANCELLED);
    facts.booking(cancelled);
    ours.send(message(cancelled, null));
    assertThat(sms.sent()).hasSize(before + 4);
  }

  /** At the limits of a deployment, for an hour after another in which the attacker goes on. */
  @Test
  void shouldKeepTheMessagesOfABusinessForAPhoneWhateverAnotherBusinessDoes() {
    facts.anotherPhone();
    BookingMessageSender deployed = sender(sms, limits(tenant.table(), ""));
    TestTenant attacker = TestTenant.create();
    for (int hour = 0; hour < 5; hour++) {
      clock.set("2026-11-20T%02d:30:00Z".formatted(12 + hour));
      TestTenant shop = TestTenant.create();
      for (int i = 0; i < 3; i++) {
        BookingImage byStranger = madeBy(BookingSource.PUBLIC, BookingStatus.CONFIRMED);
        facts.booking(byStranger);
        deployed.send(BookingMessage.about(event(shop.id(), byStranger, null)).orElseThrow());
      }
      for (int i = 0; i < 20; i++) {
        BookingImage booked = madeBy(BookingSource.STAFF, BookingStatus.CONFIRMED);
        facts.booking(booked);
        deployed.send(BookingMessage.about(event(attacker.id(), booked, null)).orElseThrow());
      }
      int before = sms.sent().size();
      for (int i = 0; i < 3; i++) {
        BookingImage booked = madeBy(BookingSource.STAFF, BookingStatus.CONFIRMED);
        facts.booking(booked);
        deployed.send(BookingMessage.about(event(shop.id(), booked, null)).orElseThrow());
      }
      assertThat(sms.sent()).hasSize(before + 3);
    }
  }

  @Test
  void shouldSendNoMoreToOnePhoneInAnHourThanTheCeilingOfAllKinds() {
    facts.anotherPhone();
    Limits limits = new Limits(new Variables(Map.of()));
    PhoneCeiling ceiling = new PhoneCeiling(new RateLimiter(clock), tenant.table(), limits);
    int[] most = {10, 13, 15, 17, 20};
    int sent = 0;
    for (Cause cause : Cause.values()) {
      while (ceiling.allow(facts.phone(), cause)) {
        sent++;
      }
      assertThat(sent).isEqualTo(most[cause.ordinal()]);
    }
    BookingMessage confirmation = ofStranger();
    sender(sms, limits(tenant.table(), "")).send(confirmation);
    assertThat(entry(confirmation).dropped()).contains(DropReason.LIMIT);
  }

  @Test
  void shouldNotCountWhatIsDropped() {
    facts.anotherPhone();
    BookingMessageSender limited =
        sender(
            sms,
            limits(
                tenant.table(), "messages-of-business-to-phone=2,messages-of-business=1,*=1000"));
    for (int i = 0; i < 5; i++) {
      limited.send(ofStaff());
    }
    assertThat(sms.sent()).hasSize(1);

    // In each row there is room for one more: those that were dropped count in none.
    BookingMessageSender oneMore =
        sender(
            sms,
            limits(
                tenant.table(),
                "messages-of-business-to-phone=2,messages-to-phone=0,sms-to-phone-by-businesses=2,"
                    + "messages-of-business=2,*=1000"));
    oneMore.send(ofStaff());
    oneMore.send(ofStaff());
    assertThat(sms.sent()).hasSize(2);
  }

  @Test
  void shouldCountAMessageOnceHoweverOftenTheProviderFails() {
    facts.anotherPhone();
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    facts.booking(booked);
    BookingMessage confirmation = message(booked, null);
    MessageLimits once = limits(1, 1);
    BookingMessageSender broken = sender(new Killed(), once);
    for (int i = 0; i < 4; i++) {
      assertThatThrownBy(() -> broken.send(confirmation)).isInstanceOf(IllegalStateException.class);
      clock.advance(MessageLedger.LEASE.plusSeconds(1));
    }

    BookingMessageSender well = sender(sms, once);
    well.send(confirmation);
    assertThat(entry(confirmation).state()).isEqualTo(State.SENT);
    assertThat(entry(confirmation).attempts()).isEqualTo(5);
    well.send(reminder(booked).message());
    assertThat(entry(reminder(booked).message()).dropped()).contains(DropReason.LIMIT);
  }

  @Tag("race")
  @Test
  void shouldSendLittleToStrangersForABusinessThatDoesNotPay() {
    tenant.has("FREE");
    BookingMessageSender deployed = sender(sms, limits(tenant.table(), ""));
    for (int i = 0; i < 150; i++) {
      facts.anotherPhone();
      BookingImage booked =
          madeBy(i % 2 == 0 ? BookingSource.STAFF : BookingSource.PUBLIC, BookingStatus.CONFIRMED);
      facts.booking(booked);
      deployed.send(message(booked, null));
    }
    assertThat(sms.sent()).hasSize(30 + 10);
    assertThat(texts()).allMatch(text -> text.startsWith("Marcado / Barbearia do Zé: "));
  }

  @Test
  void shouldSendFourMoreToStrangersForEachPhoneThatIsProved() {
    tenant.has("FREE");
    Limits limits = new Limits(new Variables(Map.of("LIMITS", "messages-to-unproved-on-free=2")));
    BookingMessageSender deployed =
        sender(sms, limits(tenant.table(), "messages-to-unproved-on-free=2"));
    sendToStrangers(deployed, 10);
    assertThat(sms.sent()).hasSize(2);

    assertThat(
            tenant
                .table()
                .of(tenant.id())
                .transact(
                    new MessageDebt(new RateLimiter(clock), limits, tenant.table())
                        .proved(tenant.id(), PhoneNumber.parse("+5511912345678").orElseThrow()))
                .written())
        .isTrue();
    sendToStrangers(deployed, 10);

    assertThat(sms.sent()).hasSize(2 + 4);
  }

  private void sendToStrangers(BookingMessageSender deployed, int messages) {
    for (int i = 0; i < messages; i++) {
      facts.anotherPhone();
      BookingImage booked = madeBy(BookingSource.STAFF, BookingStatus.CONFIRMED);
      facts.booking(booked);
      deployed.send(message(booked, null));
    }
  }

  @Test
  void shouldTellABarredClientWhatBecameOfTheBookingsThatThereAreAndNothingElse() {
    facts.barred();
    BookingMessage confirmation = ofStranger();
    sender.send(confirmation);
    assertThat(entry(confirmation).dropped()).contains(DropReason.BARRED);
    assertThat(texts()).isEmpty();

    BookingImage booked = booking(BookingStatus.CONFIRMED);
    BookingImage moved = movedTo(booked, TUESDAY);
    BookingImage cancelled = in(moved, BookingStatus.CANCELLED);
    for (BookingImage changed : List.of(moved, cancelled)) {
      facts.booking(changed);
      sender.send(message(changed, booked));
    }
    BookingImage asked = booking(BookingStatus.PENDING);
    for (BookingStatus end : List.of(BookingStatus.REJECTED, BookingStatus.EXPIRED)) {
      facts.booking(in(asked, end));
      sender.send(message(in(asked, end), asked));
    }

    assertThat(texts()).hasSize(4);
  }

  @Test
  void shouldSendNothingForABusinessThatTheOperatorHasStopped() {
    tenant
        .table()
        .of(tenant.id())
        .write(
            Write.put(MessageStop.key(tenant.id()), Item.builder().flag("stopped", true).build()));
    BookingMessage confirmation = ofStranger();
    sender.send(confirmation);

    assertThat(entry(confirmation).dropped()).contains(DropReason.STOPPED);
    assertThat(texts()).isEmpty();
  }

  /** The end of a request without a login, which nobody has decided. */
  private BookingMessage endOfAVisitorsRequest() {
    BookingImage asked = madeBy(BookingSource.PUBLIC, BookingStatus.PENDING);
    BookingImage lapsed = by(in(asked, BookingStatus.EXPIRED), BookingSource.PUBLIC, null);
    facts.booking(lapsed);
    return message(lapsed, asked);
  }

  /** The confirmation of a new booking by the business itself. */
  private BookingMessage ofStaff() {
    BookingImage booked = madeBy(BookingSource.STAFF, BookingStatus.CONFIRMED);
    facts.booking(booked);
    return message(booked, null);
  }

  /** The confirmation of a new booking without a login. */
  private BookingMessage ofStranger() {
    BookingImage booked = madeBy(BookingSource.PUBLIC, BookingStatus.CONFIRMED);
    facts.booking(booked);
    return message(booked, null);
  }

  private BookingImage madeBy(BookingSource source, BookingStatus status) {
    BookingImage image = booking(status);
    return new BookingImage(
        new BookingId(tenant.ids().next()),
        image.status(),
        image.serviceId(),
        image.resourceIds(),
        image.clientId(),
        image.start(),
        image.end(),
        image.localStart(),
        image.price(),
        source,
        image.version(),
        image.createdAt(),
        image.updatedAt(),
        null,
        null,
        null,
        source,
        null,
        image.visit(),
        image.series(),
        null,
        null);
  }

  @Test
  void shouldSendNothingUncountedAndTryAgainWhenTheCounterFails() {
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    facts.booking(booked);
    BookingMessage confirmation = message(booked, null);
    Table nowhere =
        new Table(
            DynamoDbLocal.shared().client(),
            "no-such-table",
            ConflictRetry.STANDARD,
            new SecureRandom());

    assertThatThrownBy(() -> sender(sms, limits(nowhere, 20, 20)).send(confirmation))
        .isNotInstanceOf(MessageHeldException.class);

    assertThat(texts()).isEmpty();
    assertThat(entry(confirmation).state()).isEqualTo(State.PENDING);
    sender.send(confirmation);
    assertThat(texts()).hasSize(1);
  }

  @Test
  void shouldLeaveNothingCountedWhenTheLastOfItsCountersFails() {
    facts.anotherPhone();
    BookingMessage confirmation = ofStaff();
    String each = "messages-to-phone=0,*=1";
    MessageLimits faulty =
        limits(tableThatFails(tenant.id().value() + "#LIMIT#messages#", "1"), each);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> sender(sms, faulty).send(confirmation)).hasMessage("fault");
    }

    sender(sms, limits(tenant.table(), each)).send(confirmation);
    assertThat(entry(confirmation).state()).isEqualTo(State.SENT);
  }

  /** The table, where adding so much to the counters of a limit fails. */
  private static Table tableThatFails(String counters, String added) {
    DynamoDbClient working = DynamoDbLocal.shared().client();
    DynamoDbClient failing =
        (DynamoDbClient)
            Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (_, method, values) -> {
                  if (values != null
                      && values[0] instanceof UpdateItemRequest request
                      && request.key().toString().contains(counters)
                      && request.expressionAttributeValues().values().stream()
                          .anyMatch(value -> added.equals(value.n()))) {
                    throw new IllegalStateException("fault");
                  }
                  try {
                    return method.invoke(working, values);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    return new Table(
        failing, DynamoDbLocal.shared().tableName(), ConflictRetry.STANDARD, new SecureRandom());
  }

  @Test
  void shouldRecordWhyNobodyIsTold() {
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    BookingMessage confirmation = message(booked, null);
    sender.send(confirmation);
    assertThat(entry(confirmation).dropped()).contains(DropReason.BOOKING_GONE);

    BookingImage cancelled = in(booked, BookingStatus.CANCELLED);
    facts.booking(cancelled);
    facts.phone(null);
    sender.send(message(cancelled, booked));
    assertThat(entry(message(cancelled, booked)).dropped()).contains(DropReason.NO_RECIPIENT);

    BookingImage abroad = movedTo(booked, TUESDAY);
    facts.booking(abroad);
    facts.phone("+33612345678");
    sender.send(message(abroad, booked));
    assertThat(entry(message(abroad, booked)).dropped()).contains(DropReason.NUMBER_REFUSED);

    assertThat(texts()).isEmpty();
  }

  @Test
  void shouldKeepApartTheSameBookingIdOfTwoBusinesses() {
    TestTenant other = TestTenant.create();
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    facts.booking(booked);

    sender.send(message(booked, null));
    sender.send(BookingMessage.about(event(other.id(), booked, null)).orElseThrow());

    assertThat(texts()).hasSize(2);
  }

  @Test
  void shouldTellAClientAgainAsAMessageOfItsOwn() {
    BookingImage booking = booking(BookingStatus.CONFIRMED);
    facts.booking(booking);
    facts.anotherPhone();
    sender.send(message(booking, null));
    MessageView first = told(booking).getFirst();
    clock.advance(Duration.ofHours(1));

    Replays.Sent again = sent(again(first, Optional.of("again-1")));
    Replays.Sent repeated = sent(again(first, Optional.of("again-1")));
    Replays.Sent withoutAKey = sent(again(first, Optional.empty()));

    assertThat(texts()).hasSize(3).allMatch(texts().getFirst()::equals);
    assertThat(again.message().replayOf()).isEqualTo(first.messageId());
    assertThat(again.message().kind()).isEqualTo(first.kind());
    assertThat(again.message().messageId()).isNotEqualTo(first.messageId());
    assertThat(again.replayed()).isFalse();
    assertThat(repeated).isEqualTo(new Replays.Sent(again.message(), true));
    assertThat(told(booking))
        .containsExactlyInAnyOrder(first, again.message(), withoutAKey.message());
    assertThat(told(booking)).extracting(MessageView::text).doesNotContainNull();
  }

  @Test
  void shouldTellNothingAgainThatIsNoLongerSo() {
    BookingImage booking = booking(BookingStatus.CONFIRMED);
    facts.booking(booking);
    sender.send(message(booking, null));
    MessageView confirmed = told(booking).getFirst();
    facts.booking(movedTo(booking, TUESDAY));

    assertThat(refused(again(confirmed, Optional.of("late"))))
        .isEqualTo(new Replays.Refusal.Dropped(DropReason.FACTS_CHANGED));
    // It holds again, but this request was refused: another key asks anew.
    facts.booking(booking);
    assertThat(refused(again(confirmed, Optional.of("late"))))
        .isEqualTo(new Replays.Refusal.Dropped(DropReason.FACTS_CHANGED));
    assertThat(texts()).hasSize(1);
    assertThat(told(booking))
        .extracting(MessageView::replayOf, MessageView::reason)
        .containsExactlyInAnyOrder(
            tuple(null, null), tuple(confirmed.messageId(), DropReason.FACTS_CHANGED));
  }

  @Test
  void shouldTellAClientThingsAgainAFewTimesADay() {
    facts.anotherPhone();
    facts.proved(true);
    BookingImage booking = booking(BookingStatus.CANCELLED);
    facts.booking(booking);
    BookingMessageSender limited =
        sender(sms, limits(tenant.table(), "messages-sent-again=2,*=1000"));
    limited.send(message(booking, null));
    MessageView cancelled = told(booking).getFirst();
    Replays replays = new Replays(ledger, limited, tenant.ids());
    for (int i = 0; i < 2; i++) {
      assertThat(replays.send(again(cancelled, Optional.empty()))).isInstanceOf(Result.Done.class);
    }

    assertThat(replays.send(again(cancelled, Optional.empty())))
        .isEqualTo(Result.refused(new Replays.Refusal.Dropped(DropReason.LIMIT)));
    clock.advance(Duration.ofDays(1));
    assertThat(replays.send(again(cancelled, Optional.empty()))).isInstanceOf(Result.Done.class);
  }

  @Test
  void shouldLeaveToItselfWhatStillGoesOut() {
    BookingImage booking = booking(BookingStatus.CONFIRMED);
    facts.booking(booking);
    BookingMessage confirmation = message(booking, null);
    BookingMessageSender killed = sender(new Killed());
    assertThatThrownBy(() -> killed.send(confirmation)).isInstanceOf(IllegalStateException.class);
    Replays.Request again = again(booking, confirmation.id(), Optional.empty());

    assertThat(refused(again)).isInstanceOf(Replays.Refusal.Waits.class);
    clock.advance(Duration.ofHours(2));
    assertThat(sent(again(booking, confirmation.id(), Optional.empty())).message().status())
        .isEqualTo(State.SENT);
  }

  /** The client's number answers late, and the front end asks again meanwhile. */
  @Test
  void shouldTellItOnceWhileTwoRequestsUnderOneKeyAreAtIt() {
    BookingImage booking = booking(BookingStatus.CONFIRMED);
    facts.booking(booking);
    sender.send(message(booking, null));
    Replays.Request request = again(told(booking).getFirst(), Optional.of("twice"));
    BookingMessageSender slow =
        sender(
            (to, text) -> {
              assertThat(refused(request)).isEqualTo(new Replays.Refusal.BeingSent());
              return sms.send(to, text);
            });

    assertThat(new Replays(ledger, slow, tenant.ids()).send(request))
        .isInstanceOf(Result.Done.class);
    assertThat(texts()).hasSize(2);
  }

  @Test
  void shouldNotSendAgainWhatTheTeamWasToldOrWhatThereIsNot() {
    BookingImage booking = booking(BookingStatus.CONFIRMED);
    facts.booking(booking);
    BookingMessage toTeam =
        BookingMessage.about(
            event(tenant.id(), booking, null),
            BookingMessageKind.TEAM_NEW,
            new ToMember("rita", Channel.SMS));
    sender.send(toTeam);
    sender.send(message(booking, null));
    MessageView told = told(booking).getFirst();

    assertThat(refused(again(booking, toTeam.id(), Optional.empty())))
        .isEqualTo(new Replays.Refusal.ToTeam());
    assertThat(refused(again(booking, "a".repeat(26), Optional.empty())))
        .isEqualTo(new Replays.Refusal.NotFound());
    clock.advance(Duration.ofDays(91));
    assertThat(refused(again(told, Optional.empty()))).isEqualTo(new Replays.Refusal.NotFound());
  }

  private Replays.Request again(MessageView message, Optional<String> key) {
    return new Replays.Request(
        tenant.id(), message.bookingId(), message.messageId(), "rita", key, clock.instant());
  }

  private Replays.Request again(BookingImage booking, String messageId, Optional<String> key) {
    return new Replays.Request(
        tenant.id(), booking.bookingId().value(), messageId, "rita", key, clock.instant());
  }

  private Replays.Sent sent(Replays.Request request) {
    return replays()
        .send(request)
        .orElseThrow(refusal -> new IllegalStateException(refusal.toString()));
  }

  private Replays.Refusal refused(Replays.Request request) {
    return ((Result.Refused<Replays.Sent, Replays.Refusal>) replays().send(request)).refusal();
  }

  private Replays replays() {
    return new Replays(ledger, sender, tenant.ids());
  }

  private boolean sentWithoutMeetingAnother(BookingMessage message) {
    try {
      sender.send(message);
      return true;
    } catch (MessageHeldException _) {
      return false;
    }
  }

  private BookingMessageSender sender(SmsSender provider) {
    return sender(provider, limits(1000, 1000));
  }

  private BookingMessageSender sender(SmsSender provider, MessageLimits limits) {
    return new TestSending(tenant, facts, ledger, tenant.settings(clock), links, clock)
        .sender(FakeMessageSchedule::new, limits, messenger(provider));
  }

  private static Messenger messenger(SmsSender provider) {
    return new Messenger(
        provider,
        new RecordingWhatsAppSender(BRAZIL),
        new RecordingEmailSender(),
        new Variables(Map.of()));
  }

  private MessageLimits limits(int perPhone, int perTenant) {
    return limits(tenant.table(), perPhone, perTenant);
  }

  private MessageLimits limits(Table table, int perPhone, int perTenant) {
    return limits(
        table,
        "messages-of-business-to-phone=0,messages-to-phone=%d,messages-of-business=%d,*=1000"
            .formatted(perPhone, perTenant));
  }

  private MessageLimits limits(Table table, String changes) {
    RateLimiter limiter = new RateLimiter(clock);
    Limits limits = new Limits(new Variables(Map.of("LIMITS", changes)));
    return new MessageLimits(
        limiter, table, limits, new PhoneCeiling(limiter, table, limits), tenant.standing(clock));
  }

  private BookingMessage message(BookingImage booking, @Nullable BookingImage previous) {
    return BookingMessage.about(event(tenant.id(), booking, previous)).orElseThrow();
  }

  private Reminder reminder(BookingImage booking) {
    return reminder(booking, 60);
  }

  private Reminder reminder(BookingImage booking, int minutesBefore) {
    return new Reminder(
        tenant.id(),
        booking.bookingId().value(),
        booking.start(),
        BookingMessage.resourcesOf(booking),
        minutesBefore);
  }

  private MessageLedger.Entry entry(BookingMessage message) {
    return ledger.find(message).orElseThrow();
  }

  private List<String> texts() {
    return sms.sent().stream().map(RecordingSmsSender.Sms::text).toList();
  }

  /** The process ends while the provider is being asked. */
  private static final class Killed implements SmsSender {
    @Override
    public Outcome send(PhoneNumber to, String text) {
      throw new IllegalStateException("killed");
    }
  }
}
