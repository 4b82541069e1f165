package io.marcado.messaging.bookings;

import static io.marcado.messaging.TestBookings.MONDAY;
import static io.marcado.messaging.TestBookings.TUESDAY;
import static io.marcado.messaging.TestBookings.askedToMoveTo;
import static io.marcado.messaging.TestBookings.booking;
import static io.marcado.messaging.TestBookings.by;
import static io.marcado.messaging.TestBookings.event;
import static io.marcado.messaging.TestBookings.in;
import static io.marcado.messaging.TestBookings.movedTo;
import static io.marcado.messaging.TestBookings.ofSeries;
import static io.marcado.messaging.TestBookings.realignedTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.bookings.published.BookingDetails;
import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.published.BookingSource;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.domain.Channel;
import io.marcado.domain.Role;
import io.marcado.identity.published.notices.BookingNotices;
import io.marcado.identity.published.notices.MessagePreferences;
import io.marcado.identity.published.notices.MessagePreferences.OptOut;
import io.marcado.identity.published.notices.TextStops;
import io.marcado.messaging.FakeLinks;
import io.marcado.messaging.MovableClock;
import io.marcado.messaging.TestTenant;
import io.marcado.messaging.bookings.MessageLedger.State;
import io.marcado.messaging.reminders.Reminder;
import io.marcado.messaging.sending.Messenger;
import io.marcado.messaging.sending.Questions;
import io.marcado.messaging.templates.TemplateKind;
import io.marcado.platform.config.AllowedCountries;
import io.marcado.platform.config.Variables;
import io.marcado.platform.json.Json;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.schedules.DueMessage;
import io.marcado.schedules.FakeMessageSchedule;
import io.marcado.schedules.MessageSchedule;
import io.marcado.senders.email.EmailSender;
import io.marcado.senders.email.RecordingEmailSender;
import io.marcado.senders.sms.RecordingSmsSender;
import io.marcado.senders.whatsapp.RecordingWhatsAppSender;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What clients prefer, as far as it decides which messages go out, when and how. */
class ClientPreferencesTest {
  private static final AllowedCountries BRAZIL = new AllowedCountries(Set.of("BR"));

  /** In São Paulo the night from Saturday to Sunday. */
  private static final String NIGHT = "2026-11-22T03:00:00Z";

  private static final Instant MORNING = Instant.parse("2026-11-22T11:00:00Z");

  private final MovableClock clock = new MovableClock("2026-11-20T12:00:00Z");
  private final TestTenant tenant = TestTenant.create();
  private final FakeLinks links = new FakeLinks();
  private final FakeBookingFacts facts = new FakeBookingFacts();
  private final RecordingSmsSender sms = new RecordingSmsSender(BRAZIL);
  private final RecordingEmailSender emails = new RecordingEmailSender();
  private final FakeMessageSchedule schedule = new FakeMessageSchedule();
  private final MessageLedger ledger = new MessageLedger(tenant.table(), tenant.ids(), clock);
  private final BookingMessageSender sender = sender(schedule, emails);

  @BeforeEach
  void setUp() {
    facts.anotherPhone();
  }

  @ParameterizedTest
  @EnumSource(TemplateKind.class)
  void shouldLetClientsDoWithoutWhatChangesNothingForThem(TemplateKind template) {
    BookingMessageKind kind = BookingMessageKind.valueOf(template.name());
    MessagePreferences few = without(OptOut.REMINDER, OptOut.FOLLOW_UP, OptOut.NO_SHOW);

    assertThat(kind.isOptedOutBy(few))
        .isEqualTo(
            Set.of(
                    BookingMessageKind.REMINDER,
                    BookingMessageKind.FOLLOW_UP,
                    BookingMessageKind.NO_SHOW)
                .contains(kind));
    assertThat(kind.isOptedOutBy(without(OptOut.ALL))).isTrue();
    assertThat(kind.isOptedOutBy(MessagePreferences.NONE)).isFalse();
  }

  @Test
  void shouldDropWhatTheClientDoesNotWantAndSayWhy() {
    facts.prefers(without(OptOut.REMINDER));
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    facts.booking(booked);
    BookingMessage reminder =
        new Reminder(tenant.id(), booked.bookingId().value(), MONDAY, List.of("ana"), 60).message();

    sender.send(reminder);
    sender.send(message(booked, null));

    assertThat(entry(reminder).dropped()).contains(DropReason.OPTED_OUT);
    assertThat(texts()).singleElement().asString().contains("confirmada");
  }

  @Test
  void shouldTellTheTeamWhoWasNotToldThatItsBookingIsCancelled() {
    facts.prefers(without(OptOut.ALL));
    facts.member("rita", Role.OWNER, TOLD_OF_ALL);
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    BookingImage byClient =
        by(in(booked, BookingStatus.CANCELLED), BookingSource.CLIENT, BookingSource.CLIENT);
    facts.booking(byClient);
    sender.send(message(byClient, booked));
    assertThat(entry(message(byClient, booked)).dropped()).contains(DropReason.OPTED_OUT);
    assertThat(schedule.waiting()).isEmpty();

    BookingImage byTeam = by(in(byClient, BookingStatus.CANCELLED), "rita");
    facts.booking(byTeam);
    sender.send(message(byTeam, booked));

    assertThat(texts()).isEmpty();
    Digest digest =
        Digest.fromJson(Json.read(schedule.waiting().getFirst().toJson(), JsonNode.class));
    assertThat(ledger.news(digest))
        .containsExactly(new DigestNews(DigestSection.UNTOLD, booked.bookingId().value()));
  }

  @Test
  void shouldSendNoSmsOnceATextFromThePhoneSaidSoAndAnEmailInstead() {
    TextStops stops = new TextStops(tenant.table());
    stops.stop(Channel.SMS, facts.phone(), true, clock.instant());
    facts.member("rita", Role.OWNER, TOLD_OF_ALL);
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    facts.booking(booked);
    sender.send(message(booked, null));
    assertThat(entry(message(booked, null)).dropped()).contains(DropReason.SMS_STOPPED);
    assertThat(schedule.waiting()).isEmpty();

    BookingImage byTeam = by(in(booked, BookingStatus.CANCELLED), "rita");
    facts.booking(byTeam);
    sender.send(message(byTeam, booked));
    assertThat(entry(message(byTeam, booked)).dropped()).contains(DropReason.SMS_STOPPED);
    assertThat(schedule.waiting()).as("the team is told who was not").hasSize(1);

    facts.mailbox("lia@example.com");
    BookingImage moved = movedTo(booked, TUESDAY);
    facts.booking(moved);
    sender.send(message(moved, booked));
    assertThat(entry(message(moved, booked)).channel()).contains(Channel.EMAIL);
    assertThat(emails.sent()).hasSize(1);
    assertThat(texts()).isEmpty();

    stops.resume(Channel.SMS, facts.phone(), clock.instant());
    BookingImage again = movedTo(moved, MONDAY);
    facts.booking(again);
    sender.send(message(again, moved));
    assertThat(texts()).hasSize(1);
  }

  @Test
  void shouldNoteWhatASmsToldAPhoneSoThatATextCanAnswerIt() {
    Questions questions = new Questions(new RateLimiter(clock), tenant.table());
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    facts.booking(booked);
    sender.send(message(booked, null));

    Questions.Question asked =
        questions
            .answeredBy(
                facts.phone(), Channel.SMS, Optional.empty(), clock.instant().plusSeconds(1))
            .orElseThrow();
    assertThat(asked.tenant()).isEqualTo(tenant.id());
    assertThat(asked.bookingId()).isEqualTo(booked.bookingId());
    assertThat(asked.stated()).isEqualTo(BookingDetails.stated(booked));
    assertThat(asked.locale()).isEqualTo(Locale.forLanguageTag("pt-BR"));
    assertThat(
            questions.answeredBy(
                facts.phone(), Channel.SMS, Optional.empty(), clock.instant().minusSeconds(1)))
        .isEmpty();

    // What tells of no open booking asks nothing, and neither does what goes elsewhere.
    clock.set("2026-11-20T13:00:00Z");
    BookingImage cancelled = by(in(booked, BookingStatus.CANCELLED), "rita");
    facts.booking(cancelled);
    sender.send(message(cancelled, booked));
    facts.prefers(new MessagePreferences(List.of(), null, null, Channel.EMAIL));
    facts.mailbox("lia@example.com");
    BookingImage moved = movedTo(booked, TUESDAY);
    facts.booking(moved);
    sender.send(message(moved, booked));
    assertThat(questions.answeredBy(facts.phone(), Channel.SMS, Optional.empty(), clock.instant()))
        .contains(asked);
  }

  @Test
  void shouldWaitUntilQuietHoursEndAndSendOnceHoweverOftenItIsDelivered() {
    tenant.isQuiet("22:00", "08:00");
    BookingMessage confirmation = confirmationByNight();

    sender.send(confirmation);
    sender.send(confirmation);

    assertThat(texts()).isEmpty();
    assertThat(entry(confirmation).state()).isEqualTo(State.PENDING);
    assertThat(view(confirmation).waitsUntil()).isEqualTo(MORNING);
    assertThat(schedule.waiting()).extracting(DueMessage::dueAt).containsExactly(MORNING);

    clock.set(MORNING.toString());
    List<DueMessage> due = schedule.due(MORNING);
    due.forEach(this::deliver);
    due.forEach(this::deliver);
    sender.send(confirmation);

    assertThat(texts()).singleElement().asString().contains("confirmada");
    assertThat(view(confirmation).waitsUntil()).isNull();
    assertThat(schedule.waiting()).isEmpty();
  }

  @Test
  void shouldDropWhatHasWaitedAndHoldsNoMore() {
    tenant.isQuiet("22:00", "08:00");
    BookingMessage confirmation = confirmationByNight();
    sender.send(confirmation);
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    BookingImage moved = by(movedTo(booked, TUESDAY), "rita");
    facts.booking(moved);
    sender.send(message(moved, booked));

    inTheMorning();

    assertThat(entry(confirmation).dropped()).contains(DropReason.FACTS_CHANGED);
    assertThat(texts()).singleElement().asString().contains("ter. 24/11");
  }

  @Test
  void shouldHeedWhatTheClientHasChosenWhileAMessageWaited() {
    tenant.isQuiet("22:00", "08:00");
    BookingMessage confirmation = confirmationByNight();
    sender.send(confirmation);
    facts.prefers(without(OptOut.ALL));

    inTheMorning();

    assertThat(entry(confirmation).dropped()).contains(DropReason.OPTED_OUT);
    assertThat(texts()).isEmpty();
  }

  @Test
  void shouldWaitOnWhereQuietHoursHaveGrownMeanwhile() {
    tenant.isQuiet("22:00", "08:00");
    BookingMessage confirmation = confirmationByNight();
    sender.send(confirmation);
    tenant.isQuiet("22:00", "10:00");

    inTheMorning();
    assertThat(texts()).isEmpty();
    clock.set(MORNING.plusSeconds(7200).toString());
    schedule.due(clock.instant()).forEach(this::deliver);

    assertThat(texts()).hasSize(1);
  }

  @Test
  void shouldTryAgainWhatCouldNotBePlanned() {
    tenant.isQuiet("22:00", "08:00");
    BookingMessage confirmation = confirmationByNight();
    BookingMessageSender unlucky =
        sender(
            _ -> {
              throw new IllegalStateException("no schedule");
            },
            emails);
    assertThatThrownBy(() -> unlucky.send(confirmation)).hasMessage("no schedule");

    sender.send(confirmation);
    inTheMorning();

    assertThat(texts()).hasSize(1);
  }

  @Test
  void shouldNotLetStaffTellAgainWhatWillGoOutInTheMorning() {
    tenant.isQuiet("22:00", "08:00");
    BookingMessage confirmation = confirmationByNight();
    sender.send(confirmation);
    clock.set("2026-11-22T10:00:00Z");

    Replays replays = new Replays(ledger, sender, tenant.ids());
    Replays.Request request =
        new Replays.Request(
            tenant.id(),
            confirmation.bookingId(),
            confirmation.id(),
            "rita",
            Optional.empty(),
            clock.instant());

    assertThat(replays.send(request).whyRefused()).containsInstanceOf(Replays.Refusal.Waits.class);
  }

  @Test
  void shouldWriteToTheMailboxOfWhoPrefersThat() {
    facts.prefers(new MessagePreferences(List.of(), null, null, Channel.EMAIL));
    facts.mailbox("lia@example.com");
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    facts.booking(booked);
    sender.send(message(booked, null));

    assertThat(texts()).isEmpty();
    assertThat(emails.sent())
        .containsExactly(
            new RecordingEmailSender.Email(
                "lia@example.com",
                "Barbearia do Zé: Corte de cabelo, seg. 23/11 às 09:00",
                "Barbearia do Zé: sua reserva está confirmada."
                    + " Corte de cabelo (ana), seg. 23/11 às 09:00."));
    assertThat(view(message(booked, null)))
        .extracting(MessageView::channel, MessageView::text)
        .containsExactly(Channel.EMAIL, emails.sent().getFirst().text());
  }

  @Test
  void shouldTellTheCalendarOfWhoPrefersEmailsWhatWasAgreedOnAndWhatEnded() {
    tenant.readsAnswersAt("rita@example.com");
    facts.prefers(new MessagePreferences(List.of(), null, null, Channel.EMAIL));
    facts.mailbox("lia@example.com");
    facts.comes("Bia");
    BookingImage booked = by(booking(BookingStatus.CONFIRMED), BookingSource.STAFF, null);
    BookingImage moved = movedTo(booked, TUESDAY);
    BookingImage cancelled = in(moved, BookingStatus.CANCELLED);

    assertThat(invited(booked, null))
        .contains(
            "METHOD:REQUEST",
            "UID:" + booked.bookingId().value(),
            "SEQUENCE:1",
            "DTSTART;TZID=America/Sao_Paulo:20261123T090000",
            "DTEND;TZID=America/Sao_Paulo:20261123T100000",
            "SUMMARY:Barbearia do Zé: Corte de cabelo (ana) - Bia",
            "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:lia@example.com");
    assertThat(invited(moved, booked))
        .contains(
            "METHOD:REQUEST",
            "UID:" + booked.bookingId().value(),
            "SEQUENCE:2",
            "DTSTART;TZID=America/Sao_Paulo:20261124T090000");
    assertThat(invited(cancelled, moved))
        .contains("METHOD:CANCEL", "UID:" + booked.bookingId().value(), "SEQUENCE:3");
  }

  /** What told of the agreed time may have been dropped while the request to move it waited. */
  @Test
  void shouldTellTheCalendarTheTimeThatStandsOnceARequestToMoveItIsRefused() {
    facts.prefers(new MessagePreferences(List.of(), null, null, Channel.EMAIL));
    facts.mailbox("lia@example.com");
    BookingImage agreed = movedTo(booking(BookingStatus.CONFIRMED), TUESDAY);

    assertThat(invited(in(agreed, BookingStatus.CONFIRMED), askedToMoveTo(agreed, MONDAY)))
        .contains("METHOD:PUBLISH", "DTSTART;TZID=America/Sao_Paulo:20261124T090000");
  }

  @Test
  void shouldAskForNoAnswerWhereNobodyReadsIt() {
    facts.prefers(new MessagePreferences(List.of(), null, null, Channel.EMAIL));
    facts.mailbox("lia@example.com");

    assertThat(invited(booking(BookingStatus.CONFIRMED), null))
        .contains("METHOD:PUBLISH")
        .noneMatch(line -> line.startsWith("ATTENDEE"));
  }

  /** A zone that has other rules since: people come when their clocks show what they agreed on. */
  @Test
  void shouldTellTheLocalTimeThatHoldsThoughItsMomentHasNotMovedYet() {
    facts.prefers(new MessagePreferences(List.of(), null, null, Channel.EMAIL));
    facts.mailbox("lia@example.com");
    BookingImage booked = booking(BookingStatus.CONFIRMED);

    assertThat(invited(realignedTo(booked, MONDAY.plus(Duration.ofHours(1))), null))
        .contains(
            "DTSTART;TZID=America/Sao_Paulo:20261123T090000",
            "DTEND;TZID=America/Sao_Paulo:20261123T100000");
  }

  @Test
  void shouldTellCalendarsNothingOfWhatIsNotAgreedOnOrIsOfASeries() {
    facts.prefers(new MessagePreferences(List.of(), null, null, Channel.EMAIL));
    facts.mailbox("lia@example.com");
    BookingImage request = booking(BookingStatus.PENDING);
    BookingImage first = ofSeries(booking(BookingStatus.CONFIRMED), 4);
    facts.booking(request);
    sender.send(message(request, null));
    facts.booking(in(request, BookingStatus.REJECTED));
    sender.send(message(in(request, BookingStatus.REJECTED), request));
    facts.booking(first);
    sender.send(message(first, null));

    facts.booking(ofSeries(movedTo(first, TUESDAY), 4));
    sender.send(message(ofSeries(movedTo(first, TUESDAY), 4), first));

    assertThat(emails.sent()).hasSize(4);
    assertThat(emails.invitations()).isEmpty();
  }

  /** The lines of the calendar that goes out because of a change. */
  private List<String> invited(BookingImage booking, @Nullable BookingImage previous) {
    facts.booking(booking);
    sender.send(message(booking, previous));
    String mail = new String(emails.invitations().getLast(), StandardCharsets.UTF_8);
    String[] parts = mail.split("\r\n\r\n|\r\n--");
    String calendar =
        Stream.of(parts).filter(part -> part.startsWith("QkVHSU46VkNB")).findFirst().orElseThrow();
    return List.of(
        new String(Base64.getMimeDecoder().decode(calendar), StandardCharsets.UTF_8)
            .replace("\r\n ", "")
            .split("\r\n"));
  }

  @Test
  void shouldFallBackToSmsWhereNoEmailGoesOut() {
    facts.prefers(new MessagePreferences(List.of(), null, null, Channel.EMAIL));
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    facts.booking(booked);
    sender.send(message(booked, null));
    assertThat(texts()).hasSize(1);

    facts.mailbox("lia@example.com");
    BookingImage moved = by(movedTo(booked, TUESDAY), "rita");
    facts.booking(moved);
    sender(
            schedule,
            (_, _, _) -> new EmailSender.Outcome.Refused(EmailSender.Reason.NOT_CONFIGURED))
        .send(message(moved, booked));

    assertThat(texts()).hasSize(2).last().asString().contains("ter. 24/11");
    assertThat(view(message(moved, booked)))
        .extracting(MessageView::channel, MessageView::text)
        .containsExactly(Channel.SMS, texts().getLast());
    // A text answers what came instead of the e-mail.
    assertThat(
            new Questions(new RateLimiter(clock), tenant.table())
                .answeredBy(facts.phone(), Channel.SMS, Optional.empty(), clock.instant())
                .map(Questions.Question::stated))
        .contains(BookingDetails.stated(moved));
  }

  /** An SMS with these words would be too long, so ours would go out, which has no link. */
  @Test
  void shouldAskToConfirmByTheLinkOfWhatWentOut() {
    String words = "{{business}}: {{when}} {{link}} " + "Ждём вас! ".repeat(25);
    tenant.says("CONFIRMED", words);
    tenant.says("MOVED", words);
    facts.prefers(new MessagePreferences(List.of(), null, null, Channel.EMAIL));
    facts.mailbox("lia@example.com");
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    facts.booking(booked);

    sender.send(message(booked, null));

    assertThat(emails.sent())
        .singleElement()
        .extracting(RecordingEmailSender.Email::text)
        .asString()
        .contains("/l/");
    assertThat(links.asked).hasSize(1);

    BookingImage moved = by(movedTo(booked, TUESDAY), "rita");
    facts.booking(moved);
    sender(
            schedule,
            (_, _, _) -> new EmailSender.Outcome.Refused(EmailSender.Reason.NOT_CONFIGURED))
        .send(message(moved, booked));

    assertThat(texts()).singleElement().asString().doesNotContain("/l/");
    assertThat(links.asked).hasSize(1);
  }

  @Test
  void shouldReachAFixedLineByEmailAlone() {
    facts.phone("+551137770001");
    facts.prefers(new MessagePreferences(List.of(), null, null, Channel.EMAIL));
    facts.mailbox("lia@example.com");
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    facts.booking(booked);

    sender.send(message(booked, null));

    assertThat(emails.sent()).hasSize(1);
    assertThat(texts()).isEmpty();
  }

  private static final BookingNotices TOLD_OF_ALL =
      new BookingNotices(
          List.of(Channel.SMS), BookingNotices.Bookings.ALL, BookingNotices.When.AT_ONCE);

  private BookingMessage confirmationByNight() {
    clock.set(NIGHT);
    BookingImage booked = by(booking(BookingStatus.CONFIRMED), "rita");
    facts.booking(booked);
    return message(booked, null);
  }

  private void inTheMorning() {
    clock.set(MORNING.toString());
    schedule.due(MORNING).forEach(this::deliver);
  }

  private void deliver(DueMessage due) {
    JsonNode payload = Json.read(due.toJson(), JsonNode.class);
    assertThat(WaitingMessage.isWaiting(payload)).isTrue();
    sender.send(WaitingMessage.fromJson(payload));
  }

  private static MessagePreferences without(OptOut... kinds) {
    return new MessagePreferences(Stream.of(kinds).toList(), null, null, null);
  }

  private BookingMessageSender sender(MessageSchedule planned, EmailSender mail) {
    TestSending sending =
        new TestSending(tenant, facts, ledger, tenant.settings(clock), links, clock);
    return sending.sender(
        () -> planned,
        sending.limits("*=1000"),
        new Messenger(sms, new RecordingWhatsAppSender(BRAZIL), mail, new Variables(Map.of())));
  }

  private BookingMessage message(BookingImage booking, @Nullable BookingImage previous) {
    return BookingMessage.about(event(tenant.id(), booking, previous)).orElseThrow();
  }

  private MessageLedger.Entry entry(BookingMessage message) {
    return ledger.find(message).orElseThrow();
  }

  private MessageView view(BookingMessage message) {
    return MessageView.of(
        tenant.id(), ledger.find(tenant.id(), message.bookingId(), message.id()).orElseThrow());
  }

  private List<String> texts() {
    return sms.sent().stream().map(RecordingSmsSender.Sms::text).toList();
  }
}
