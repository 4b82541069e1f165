package io.marcado.messaging.bookings;

import static io.marcado.messaging.TestBookings.MONDAY;
import static io.marcado.messaging.TestBookings.TUESDAY;
import static io.marcado.messaging.TestBookings.askedToMoveTo;
import static io.marcado.messaging.TestBookings.booking;
import static io.marcado.messaging.TestBookings.by;
import static io.marcado.messaging.TestBookings.doneBy;
import static io.marcado.messaging.TestBookings.endingAt;
import static io.marcado.messaging.TestBookings.event;
import static io.marcado.messaging.TestBookings.in;
import static io.marcado.messaging.TestBookings.inZone;
import static io.marcado.messaging.TestBookings.lapsing;
import static io.marcado.messaging.TestBookings.movedTo;
import static io.marcado.messaging.TestBookings.named;
import static io.marcado.messaging.TestBookings.noted;
import static io.marcado.messaging.TestBookings.ofService;
import static io.marcado.messaging.TestBookings.visiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.bookings.published.BookingEvent;
import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.published.BookingSource;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.published.SessionEvent;
import io.marcado.bookings.published.SessionImage;
import io.marcado.domain.Channel;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Role;
import io.marcado.domain.ServiceId;
import io.marcado.domain.time.LocalStart;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.Zone;
import io.marcado.identity.published.notices.BookingNotices;
import io.marcado.identity.published.notices.BookingNotices.Bookings;
import io.marcado.identity.published.notices.BookingNotices.When;
import io.marcado.identity.published.notices.TextStops;
import io.marcado.messaging.FakeLinks;
import io.marcado.messaging.MovableClock;
import io.marcado.messaging.TestBookings;
import io.marcado.messaging.TestTenant;
import io.marcado.messaging.sending.Messenger;
import io.marcado.platform.config.AllowedCountries;
import io.marcado.platform.config.Variables;
import io.marcado.platform.json.Json;
import io.marcado.schedules.DueMessage;
import io.marcado.schedules.FakeMessageSchedule;
import io.marcado.senders.email.EmailSender;
import io.marcado.senders.email.RecordingEmailSender;
import io.marcado.senders.sms.RecordingSmsSender;
import io.marcado.senders.whatsapp.RecordingWhatsAppSender;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the team is told of bookings, at once and in the morning. */
class TeamNoticesTest {
  private static final AllowedCountries BRAZIL = new AllowedCountries(Set.of("BR"));

  /** Friday, 9 o'clock in São Paulo; the next digest is due on Saturday at 10:00 UTC. */
  private final MovableClock clock = new MovableClock("2026-11-20T12:00:00Z");

  private final TestTenant tenant = TestTenant.create();
  private final FakeBookingFacts facts = new FakeBookingFacts();
  private final FakeLinks links = new FakeLinks();
  private final FakeMessageSchedule schedule = new FakeMessageSchedule();
  private final RecordingSmsSender sms = new RecordingSmsSender(BRAZIL);
  private final RecordingEmailSender emails = new RecordingEmailSender();
  private final MessageLedger ledger = new MessageLedger(tenant.table(), tenant.ids(), clock);

  @Test
  void shouldTellEachMemberOnceByEachChannelHoweverOftenTheEventComes() {
    String phone = facts.member("owner", Role.OWNER, at(When.AT_ONCE, Channel.SMS, Channel.EMAIL));
    BookingEvent created = created(booking(BookingStatus.CONFIRMED));

    send(created);
    send(created);

    assertThat(textsTo(phone))
        .containsExactly(
            "Barbearia do Zé: nova reserva. Corte de cabelo (ana), seg. 23/11 às 09:00, Lia.");
    assertThat(emails.sent())
        .singleElement()
        .satisfies(
            mail -> {
              assertThat(mail.to()).isEqualTo("owner@example.com");
              assertThat(mail.subject())
                  .isEqualTo("Barbearia do Zé: nova reserva, seg. 23/11 às 09:00");
              assertThat(mail.text()).contains("Corte de cabelo (ana)\nseg. 23/11 às 09:00\nLia\n");
            });
  }

  @Test
  void shouldTellOfOwnBookingsThoseWhoHaveOrHadThem() {
    String ana = facts.member("ana", Role.STAFF, own());
    String bia = facts.member("bia", Role.STAFF, own());
    BookingImage booked = booking(BookingStatus.CONFIRMED);

    send(created(booked));
    assertThat(textsTo(ana)).singleElement().asString().contains("nova reserva");
    assertThat(textsTo(bia)).isEmpty();

    BookingImage withBia = doneBy(booked, "bia");
    facts.besides(withBia);
    send(event(tenant.id(), withBia, booked));
    assertThat(textsTo(ana)).last().asString().contains("mudou", "(bia)", "(antes ana)");
    assertThat(textsTo(bia)).singleElement().asString().contains("mudou", "(bia)");
  }

  @Test
  void shouldTellAtOnceOfAnotherServiceAtTheSameTime() {
    String owner = facts.member("owner", Role.OWNER, at(When.AT_ONCE, Channel.SMS));
    BookingImage booked = booking(BookingStatus.CONFIRMED);

    tell(ofService(booked, "beard"), booked);

    assertThat(textsTo(owner))
        .containsExactly(
            "Barbearia do Zé: reserva mudou. Agora: Barba (ana), seg. 23/11 às 09:00"
                + " (antes Corte de cabelo), Lia.");
  }

  @Test
  void shouldTellWhichServicesAVisitHadBefore() {
    String owner = facts.member("owner", Role.OWNER, at(When.AT_ONCE, Channel.SMS));
    BookingImage visit = visiting(booking(BookingStatus.CONFIRMED), "cut", "beard");

    tell(visiting(visit, "beard", "cut"), visit);

    assertThat(textsTo(owner))
        .containsExactly(
            "Barbearia do Zé: reserva mudou. Agora: Barba + Corte de cabelo (ana),"
                + " seg. 23/11 às 09:00 (antes Corte de cabelo + Barba), Lia.");
  }

  @Test
  void shouldTellAtOnceOfAnotherEndOfWhatLastsDays() {
    String owner = facts.member("owner", Role.OWNER, at(When.AT_ONCE, Channel.SMS));
    BookingImage twoDays =
        endingAt(booking(BookingStatus.CONFIRMED), MONDAY.plus(Duration.ofDays(2)));

    tell(endingAt(twoDays, MONDAY.plus(Duration.ofDays(4))), twoDays);

    assertThat(textsTo(owner))
        .containsExactly(
            "Barbearia do Zé: reserva mudou. Agora: Corte de cabelo (ana), seg. 23/11 às 09:00"
                + " até sex. 27/11 às 09:00, Lia.");
  }

  @Test
  void shouldNotTellWhoDidItOrWhoWantsToKnowNothing() {
    String owner = facts.member("owner", Role.OWNER, at(When.AT_ONCE, Channel.SMS));
    String admin = facts.member("admin", Role.ADMIN, at(When.AT_ONCE, Channel.SMS));
    String calm =
        facts.member(
            "calm",
            Role.ADMIN,
            new BookingNotices(List.of(Channel.SMS), Bookings.NONE, When.AT_ONCE));

    send(created(by(booking(BookingStatus.CONFIRMED), "admin")));

    assertThat(textsTo(owner)).hasSize(1);
    assertThat(textsTo(admin)).isEmpty();
    assertThat(textsTo(calm)).isEmpty();
  }

  @Test
  void shouldTellNothingToWhoMayNotSignInAnyMore() {
    String owner = facts.member("owner", Role.OWNER, at(When.DAILY, Channel.SMS));
    send(created(booking(BookingStatus.CONFIRMED)));
    facts.leaves("owner");

    sendDigests("2026-11-21T10:00:00Z");

    assertThat(textsTo(owner)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "          , CONFIRMED , TEAM_NEW",
    "          , PENDING   , TEAM_WAITING",
    "          , HELD      ,",
    "HELD      , CONFIRMED , TEAM_NEW",
    "HELD      , PENDING   , TEAM_WAITING",
    "HELD      , CANCELLED ,",
    "CONFIRMED , PENDING   , TEAM_MOVE_WAITING",
    "PENDING   , CONFIRMED , TEAM_NEW",
    "PENDING   , REJECTED  , TEAM_REJECTED",
    "PENDING   , CANCELLED , TEAM_REQUEST_CANCELLED",
    "CONFIRMED , CANCELLED , TEAM_CANCELLED",
    "CONFIRMED , COMPLETED ,",
    "CONFIRMED , NO_SHOW   ,",
    "NO_SHOW   , CONFIRMED ,",
    "REJECTED  , CONFIRMED , TEAM_NEW"
  })
  void shouldTellTheTeamWhatIsNew(
      @Nullable BookingStatus from, BookingStatus to, @Nullable BookingMessageKind told) {
    BookingImage before = from == null ? null : booking(from);
    BookingImage after = before == null ? booking(to) : in(before, to);

    assertThat(BookingMessageKind.toTeam(event(tenant.id(), after, before)).orElse(null))
        .isEqualTo(told);
  }

  @Test
  void shouldTellOfAMoveThatLapsedThatTheBookingStays() {
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    BookingImage asked = askedToMoveTo(booked, TUESDAY);

    BookingImage kept = TestBookings.at(booked, MONDAY);
    assertThat(BookingMessageKind.toTeam(event(tenant.id(), kept, asked)))
        .contains(BookingMessageKind.MOVE_UNDECIDED);
    // Staff may move it after the time was over, before anybody has noted that.
    BookingImage elsewhere = TestBookings.at(movedTo(booked, TUESDAY), MONDAY);
    assertThat(BookingMessageKind.toTeam(event(tenant.id(), elsewhere, asked)))
        .contains(BookingMessageKind.TEAM_MOVED);
    BookingImage request = askedToMoveTo(booking(BookingStatus.PENDING), TUESDAY);
    BookingImage expired = TestBookings.at(in(request, BookingStatus.EXPIRED), MONDAY);
    assertThat(BookingMessageKind.toTeam(event(tenant.id(), expired, request)))
        .contains(BookingMessageKind.UNDECIDED);
  }

  @Test
  void shouldTellFromWhenToWhenAClientWantsToMoveAndWhatBecameOfIt() {
    String owner = facts.member("owner", Role.OWNER, at(When.AT_ONCE, Channel.SMS, Channel.EMAIL));
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    BookingImage asked = askedToMoveTo(booked, TUESDAY);
    BookingImage other = askedToMoveTo(booked, TUESDAY.plusSeconds(3600));
    BookingImage back = movedTo(booked, MONDAY);
    BookingImage accepted = movedTo(booked, TUESDAY);

    tell(asked, booked);
    tell(other, asked);
    tell(back, other);
    tell(accepted, asked);

    assertThat(textsTo(owner))
        .containsExactly(
            "Barbearia do Zé: responda ao pedido para mudar. Corte de cabelo (ana),"
                + " ter. 24/11 às 09:00 (antes seg. 23/11 às 09:00), Lia.",
            "Barbearia do Zé: responda ao pedido para mudar. Corte de cabelo (ana),"
                + " ter. 24/11 às 10:00 (antes seg. 23/11 às 09:00), Lia.",
            "Barbearia do Zé: pedido para mudar encerrado. A reserva fica: Corte de cabelo (ana),"
                + " seg. 23/11 às 09:00, Lia.",
            "Barbearia do Zé: reserva mudou. Agora: Corte de cabelo (ana),"
                + " ter. 24/11 às 09:00 (antes seg. 23/11 às 09:00), Lia.");
    assertThat(emails.sent().getFirst().text())
        .contains("ter. 24/11 às 09:00 (antes seg. 23/11 às 09:00)\n");
  }

  @Test
  void shouldTellAllButWhoDecidedWhatBecameOfARequest() {
    String owner = facts.member("owner", Role.OWNER, at(When.AT_ONCE, Channel.SMS));
    String admin = facts.member("admin", Role.ADMIN, at(When.AT_ONCE, Channel.SMS));
    BookingImage asked = booking(BookingStatus.PENDING);

    tell(by(in(asked, BookingStatus.CONFIRMED), "admin"), asked);
    tell(by(in(asked, BookingStatus.REJECTED), "admin"), asked);

    assertThat(textsTo(owner))
        .satisfiesExactly(
            accepted -> assertThat(accepted).contains("nova reserva"),
            rejected -> assertThat(rejected).contains("pedido recusado"));
    assertThat(textsTo(admin)).isEmpty();
  }

  @Test
  void shouldSumUpWhatBecameOfWhatWaited() {
    String owner = facts.member("owner", Role.OWNER, at(When.DAILY, Channel.SMS));
    BookingImage rejected = named(booking(BookingStatus.PENDING), "b1");
    BookingImage kept = named(booking(BookingStatus.CONFIRMED), "b2");
    BookingImage moved = named(booking(BookingStatus.CONFIRMED), "b3");
    BookingImage open = named(booking(BookingStatus.CONFIRMED), "b4");
    tell(rejected, null);
    tell(in(rejected, BookingStatus.REJECTED), rejected);
    tell(askedToMoveTo(kept, TUESDAY), kept);
    tell(movedTo(kept, MONDAY), askedToMoveTo(kept, TUESDAY));
    tell(askedToMoveTo(moved, TUESDAY), moved);
    tell(movedTo(moved, TUESDAY), askedToMoveTo(moved, TUESDAY));
    tell(askedToMoveTo(open, TUESDAY), open);

    sendDigests("2026-11-21T10:00:00Z");

    assertThat(textsTo(owner))
        .containsExactly(
            "Barbearia do Zé: novidades. Aguardam resposta: 1. Mudaram: 1. Mantidas: 1."
                + " Recusadas: 1.");
  }

  @Test
  void shouldTellMovesButNotNotes() {
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    BookingImage asked = booking(BookingStatus.PENDING);

    assertThat(kind(movedTo(booked, TUESDAY), booked)).isEqualTo(BookingMessageKind.TEAM_MOVED);
    assertThat(kind(movedTo(asked, TUESDAY), asked))
        .isEqualTo(BookingMessageKind.TEAM_MOVE_WAITING);
    assertThat(kind(noted(booked), booked)).isNull();
  }

  @Test
  void shouldNotTellWhatIsNoLongerTrue() {
    String owner = facts.member("owner", Role.OWNER, at(When.AT_ONCE, Channel.SMS));
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    BookingImage cancelled = in(booked, BookingStatus.CANCELLED);
    facts.booking(cancelled);

    send(event(tenant.id(), booked, null));
    send(event(tenant.id(), cancelled, booked));

    assertThat(textsTo(owner)).singleElement().asString().contains("cancelada");
  }

  /** A queue may have waited for hours, since an operator has stopped it. */
  @Test
  void shouldTellOnceByTheChannelThatWasChosenAfterTheRouting() {
    String before = facts.member("owner", Role.OWNER, at(When.AT_ONCE, Channel.SMS));
    facts.member("other", Role.ADMIN, at(When.AT_ONCE, Channel.SMS));
    facts.member("desk", Role.STAFF, at(When.AT_ONCE, Channel.EMAIL));
    BookingEvent created = created(booking(BookingStatus.CONFIRMED));
    facts.phone(null);
    Map<Channel, RoutedEvent> routed = new EnumMap<>(Channel.class);
    router(
            (_, channel, body) ->
                routed.put(channel, RoutedEvent.fromJson(Json.read(body, JsonNode.class))))
        .route(created);
    BookingMessageSender sender = sender("*=1000");
    sender.send(Objects.requireNonNull(routed.get(Channel.EMAIL)));
    assertThat(emails.sent()).hasSize(1);
    facts.member("owner", Role.OWNER, at(When.AT_ONCE, Channel.EMAIL));

    sender.send(Objects.requireNonNull(routed.get(Channel.SMS)));
    assertThat(emails.sent()).hasSize(2);
    assertThat(textsTo(before)).isEmpty();
    assertThat(sms.sent()).hasSize(1);

    routed.values().forEach(sender::send);
    assertThat(emails.sent()).hasSize(2);
    assertThat(sms.sent()).hasSize(1);
  }

  @Test
  void shouldTellAllElseThoughOneMessageFails() {
    facts.member("bad", Role.ADMIN, at(When.AT_ONCE, Channel.EMAIL));
    String owner = facts.member("owner", Role.OWNER, at(When.AT_ONCE, Channel.SMS));
    BookingEvent created = created(booking(BookingStatus.CONFIRMED));
    BookingMessageSender withoutEmail =
        sender(
            "*=1000",
            messenger(
                (to, subject, text) -> {
                  throw new IllegalStateException("outage");
                }));

    assertThatThrownBy(() -> send(withoutEmail, created)).hasMessage("outage");

    assertThat(textsTo(owner)).hasSize(1);
  }

  @Test
  void shouldCollectForTheMorningAndTellEachBookingOnceAsItIsThen() {
    String owner = facts.member("owner", Role.OWNER, at(When.DAILY, Channel.SMS, Channel.EMAIL));
    BookingImage first = named(booking(BookingStatus.CONFIRMED), "b1");
    BookingImage moved = movedTo(first, TUESDAY);
    BookingImage asked = named(booking(BookingStatus.PENDING), "b2");
    BookingImage off = in(named(booking(BookingStatus.CONFIRMED), "b3"), BookingStatus.CANCELLED);
    BookingImage mine =
        by(in(named(booking(BookingStatus.CONFIRMED), "b4"), BookingStatus.CANCELLED), "owner");
    send(created(first));
    send(created(first));
    facts.besides(moved);
    send(event(tenant.id(), moved, first));
    facts.besides(asked);
    send(event(tenant.id(), asked, null));
    facts.besides(off);
    send(event(tenant.id(), off, named(booking(BookingStatus.CONFIRMED), "b3")));
    facts.besides(named(booking(BookingStatus.CONFIRMED), "b4"));
    send(event(tenant.id(), named(booking(BookingStatus.CONFIRMED), "b4"), null));
    facts.besides(mine);

    assertThat(sms.sent()).isEmpty();
    sendDigests("2026-11-21T09:59:59Z");
    assertThat(sms.sent()).isEmpty();
    sendDigests("2026-11-21T10:00:00Z");
    sendDigests("2026-11-21T10:00:00Z");

    assertThat(textsTo(owner))
        .containsExactly(
            "Barbearia do Zé: novidades. Aguardam resposta: 1. Novas: 1. Canceladas: 1.");
    assertThat(emails.sent())
        .singleElement()
        .satisfies(
            mail ->
                assertThat(mail.text())
                    .containsSubsequence(
                        "Aguardam resposta: 1\n",
                        "seg. 23/11 às 09:00 - Corte de cabelo (ana) - Lia\n",
                        "Novas: 1\n",
                        "ter. 24/11 às 09:00 - Corte de cabelo (ana) - Lia\n",
                        "Canceladas: 1\n"));
    sendDigests("2026-11-22T10:00:00Z");
    assertThat(textsTo(owner)).hasSize(1);
  }

  @Test
  void shouldSendADigestOnceThoughItsScheduleFiresTwice() {
    String owner = facts.member("owner", Role.OWNER, at(When.DAILY, Channel.SMS));
    send(created(booking(BookingStatus.CONFIRMED)));
    List<DueMessage> due = schedule.waiting();
    clock.set("2026-11-21T10:00:00Z");

    due.forEach(this::deliver);
    due.forEach(this::deliver);

    assertThat(textsTo(owner)).hasSize(1);
  }

  @Test
  void shouldSendNothingWhenNothingIsNewsAnyMore() {
    String owner = facts.member("owner", Role.OWNER, at(When.DAILY, Channel.SMS));
    BookingImage asked = booking(BookingStatus.PENDING);
    send(created(asked));
    facts.besides(in(asked, BookingStatus.REJECTED));

    sendDigests("2026-11-21T10:00:00Z");

    assertThat(textsTo(owner)).isEmpty();
  }

  @Test
  void shouldTellWhatIsOverTheLimitInOneMessageWithinHalfAnHour() {
    String owner = facts.member("owner", Role.OWNER, at(When.AT_ONCE, Channel.SMS, Channel.EMAIL));
    for (int i = 0; i < 5; i++) {
      tell("notices-to-member=3,*=1000", named(booking(BookingStatus.CONFIRMED), "b" + i));
    }
    tell("notices-to-member=3,*=1000", named(booking(BookingStatus.PENDING), "b5"));
    assertThat(textsTo(owner)).hasSize(3);

    sendDigests("2026-11-20T12:29:59Z");
    assertThat(textsTo(owner)).hasSize(3);
    sendDigests("2026-11-20T12:30:00Z");
    sendDigests("2026-11-21T10:00:00Z");

    assertThat(textsTo(owner))
        .hasSize(4)
        .last()
        .isEqualTo("Barbearia do Zé: novidades. Aguardam resposta: 1. Novas: 2.");
    // An e-mail has room for each of them.
    assertThat(emails.sent().getLast().text()).contains("Corte de cabelo (ana) - Lia\n");
  }

  @Test
  void shouldAskAboutASessionToWhichTooFewComeWhileItWaits() {
    String owner = facts.member("owner", Role.OWNER, at(When.AT_ONCE, Channel.SMS, Channel.EMAIL));
    String ana = facts.member("ana", Role.STAFF, own());
    String bia = facts.member("bia", Role.STAFF, own());
    SessionImage open = session(SessionImage.Status.SCHEDULED, SessionImage.Found.OPEN);
    SessionImage below = session(SessionImage.Status.SCHEDULED, SessionImage.Found.BELOW);
    SessionImage cancelled = session(SessionImage.Status.CANCELLED, SessionImage.Found.BELOW);
    SessionNotices notices =
        new SessionNotices(
            new TeamNotices(facts),
            new Digests(ledger, () -> schedule, tenant.settings(clock), clock));

    notices.tell(SessionEvent.of(tenant.id(), open, open));
    notices.tell(SessionEvent.of(tenant.id(), cancelled, open));
    notices.tell(SessionEvent.of(tenant.id(), below, below));
    assertThat(schedule.due(Instant.parse("2026-11-21T00:00:00Z"))).isEmpty();
    SessionEvent found = SessionEvent.of(tenant.id(), below, open);
    notices.tell(found);
    notices.tell(found);
    facts.session(below);
    sendDigests("2026-11-20T12:30:00Z");

    assertThat(textsTo(owner))
        .containsExactly(
            "Barbearia do Zé: novidades. Turmas com poucas inscricoes: seg. 23/11 às 09:00 - Yoga"
                + " (ana).");
    assertThat(textsTo(ana)).hasSize(1);
    assertThat(textsTo(bia)).isEmpty();
    assertThat(emails.sent().getLast().text())
        .contains("Turmas com poucas inscrições: 1\nseg. 23/11 às 09:00 - Yoga (ana)\n");

    // Somebody has decided meanwhile.
    notices.tell(found);
    facts.session(cancelled);
    sendDigests("2026-11-20T13:00:00Z");
    assertThat(textsTo(owner)).hasSize(1);
  }

  private static SessionImage session(SessionImage.Status status, SessionImage.Found found) {
    Instant start = Instant.parse("2026-11-23T12:00:00Z");
    Instant now = Instant.parse("2026-11-20T12:00:00Z");
    return new SessionImage(
        new ClassSessionId("yogasession"),
        status,
        new ServiceId("yoga"),
        List.of(new ResourceId("ana")),
        start,
        start.plusSeconds(3600),
        LocalStart.of(start, new LocalTimeline(Zone.of("America/Sao_Paulo"))),
        12,
        new SessionImage.Minimum(4, now, found),
        2,
        now,
        now);
  }

  /** At the limits of a deployment: the 11th booking of a stranger is told with others. */
  @Test
  void shouldTellWhatKnownClientsDoAtOnceHoweverMuchStrangersBook() {
    String owner = facts.member("owner", Role.OWNER, at(When.AT_ONCE, Channel.SMS));
    facts.anotherPhone();
    for (int i = 0; i < 12; i++) {
      tell("", named(by(booking(BookingStatus.PENDING), BookingSource.PUBLIC, null), "s" + i));
    }
    assertThat(textsTo(owner)).hasSize(5);

    tell("", named(by(booking(BookingStatus.PENDING), BookingSource.CLIENT, null), "asked"));
    facts.proved(true);
    tell("", named(by(booking(BookingStatus.CONFIRMED), BookingSource.PUBLIC, null), "proved"));

    assertThat(textsTo(owner)).hasSize(7);
    sendDigests("2026-11-20T12:30:00Z");
    assertThat(textsTo(owner)).last().asString().contains("Aguardam resposta: 7.");
  }

  @Test
  void shouldTellOfARequestBeforeItLapsesAlsoWhoWantsADigest() {
    String owner = facts.member("owner", Role.OWNER, at(When.DAILY, Channel.SMS));
    BookingImage asked = booking(BookingStatus.PENDING);

    tell("", lapsing(named(asked, "b1"), "2026-11-21T10:00:01Z"));
    assertThat(textsTo(owner)).isEmpty();
    tell("", lapsing(named(asked, "b2"), "2026-11-20T14:00:00Z"));

    assertThat(textsTo(owner)).singleElement().asString().contains("aguarda");
  }

  /** Also the member who did it, and who must now tell the client. */
  @Test
  void shouldTellWhichClientsWereNotToldSinceTheBusinessHasSentTooMuch() {
    String owner = facts.member("owner", Role.OWNER, at(When.AT_ONCE, Channel.SMS, Channel.EMAIL));
    facts.anotherPhone();
    BookingImage booked = by(booking(BookingStatus.CONFIRMED), "owner");
    BookingImage cancelled = by(in(booked, BookingStatus.CANCELLED), "owner");
    facts.booking(cancelled);
    send(sender("messages-of-business=0,*=1000"), event(tenant.id(), cancelled, booked));
    BookingImage flood =
        named(by(booking(BookingStatus.PENDING), BookingSource.PUBLIC, BookingSource.PUBLIC), "s");
    tell("messages-by-visitors=0,*=1000", flood);
    assertThat(textsTo(owner)).singleElement().asString().contains("aguarda");

    sendDigests("2026-11-20T12:30:00Z");

    assertThat(textsTo(owner))
        .last()
        .isEqualTo("Barbearia do Zé: novidades. Clientes sem aviso: 1.");
    assertThat(emails.sent().getLast().text())
        .contains("Clientes sem aviso: 1\nseg. 23/11 às 09:00 - Corte de cabelo (ana)");
  }

  @Test
  void shouldTellOfBookingsThatGetAnotherLocalTimeTogether() {
    String owner = facts.member("owner", Role.OWNER, at(When.AT_ONCE, Channel.SMS));
    for (int i = 0; i < 5; i++) {
      BookingImage booked = named(booking(BookingStatus.CONFIRMED), "b" + i);
      tell(inZone(booked, "America/Manaus"), booked);
    }
    assertThat(textsTo(owner)).isEmpty();

    sendDigests("2026-11-20T12:30:00Z");

    assertThat(textsTo(owner)).containsExactly("Barbearia do Zé: novidades. Mudaram: 5.");
  }

  @Test
  void shouldLeaveRoomForCodesOnThePhone() {
    String owner = facts.member("owner", Role.OWNER, at(When.AT_ONCE, Channel.SMS));
    for (int i = 0; i < 6; i++) {
      tell(
          "sms-to-phone-by-changes=4,sms-to-phone=6,*=1000",
          named(booking(BookingStatus.CONFIRMED), "b" + i));
    }

    assertThat(textsTo(owner)).hasSize(4);
  }

  @Test
  void shouldKeepADigestForTheNextDayWhenThePhoneHasHadTooMuch() {
    String owner = facts.member("owner", Role.OWNER, at(When.DAILY, Channel.SMS));
    send(created(booking(BookingStatus.CONFIRMED)));
    clock.set("2026-11-21T10:00:00Z");
    for (DueMessage due : schedule.due(clock.instant())) {
      digests("sms-to-phone=0,*=1000").send(read(due));
    }
    assertThat(textsTo(owner)).isEmpty();

    sendDigests("2026-11-22T10:00:00Z");

    assertThat(textsTo(owner)).hasSize(1);
  }

  /** Also on days that are longer, shorter or left out. */
  @ParameterizedTest
  @CsvSource({
    "America/New_York, 2026-03-07T13:00:00Z, 2026-03-08T11:00:00Z",
    "America/New_York, 2026-10-31T12:00:00Z, 2026-11-01T12:00:00Z",
    "Pacific/Apia,     2011-12-29T20:00:00Z, 2011-12-30T17:00:00Z",
    "America/Sao_Paulo, 2026-11-20T09:50:00Z, 2026-11-20T10:00:00Z",
    "America/Sao_Paulo, 2026-11-20T09:59:30Z, 2026-11-21T10:00:00Z",
    "America/Sao_Paulo, 2026-11-20T10:00:00Z, 2026-11-21T10:00:00Z"
  })
  void shouldBeDueAtSevenOfTheBusiness(String zone, Instant now, Instant due) {
    LocalTimeline timeline = new LocalTimeline(Zone.of(zone));
    Digest next = Digest.next(tenant.id(), new ToMember("owner", Channel.SMS), timeline, now);

    assertThat(next.due(timeline).dueAt()).isEqualTo(due);
  }

  @Test
  void shouldGoOnWithTheNextDayWhenTodaysDigestWasSentEarly() {
    String owner = facts.member("owner", Role.OWNER, at(When.DAILY, Channel.SMS));
    BookingImage first = named(booking(BookingStatus.CONFIRMED), "b1");
    send(created(first));
    schedule.waiting().forEach(this::deliver);
    assertThat(textsTo(owner)).hasSize(1);
    BookingImage second = named(booking(BookingStatus.CONFIRMED), "b2");
    facts.besides(second);
    send(event(tenant.id(), second, null));

    sendDigests("2026-11-22T10:00:00Z");

    assertThat(textsTo(owner)).hasSize(2);
  }

  private static BookingNotices at(When when, Channel... channels) {
    return new BookingNotices(List.of(channels), Bookings.ALL, when);
  }

  private static BookingNotices own() {
    return new BookingNotices(List.of(Channel.SMS), Bookings.OWN, When.AT_ONCE);
  }

  private @Nullable BookingMessageKind kind(BookingImage booking, BookingImage previous) {
    return BookingMessageKind.toTeam(event(tenant.id(), booking, previous)).orElse(null);
  }

  private BookingEvent created(BookingImage booking) {
    facts.besides(booking);
    return event(tenant.id(), booking, null);
  }

  /** The booking has become this, and its event comes. */
  private void tell(BookingImage booking, @Nullable BookingImage previous) {
    facts.besides(booking);
    send(event(tenant.id(), booking, previous));
  }

  /** The same at other limits. */
  private void tell(String limits, BookingImage booking) {
    facts.besides(booking);
    send(sender(limits), event(tenant.id(), booking, null));
  }

  private void send(BookingEvent event) {
    facts.phone(null);
    send(sender("*=1000"), event);
  }

  private void send(BookingMessageSender sender, BookingEvent event) {
    router(new SentAtOnce(sender)).route(event);
  }

  private MessageRouter router(ChannelQueues queues) {
    return new MessageRouter(facts, tenant.settings(clock), new TeamNotices(facts), ledger, queues);
  }

  private void sendDigests(String now) {
    clock.set(now);
    schedule.due(clock.instant()).forEach(this::deliver);
  }

  private void deliver(DueMessage due) {
    digests("*=1000").send(read(due));
  }

  private static Digest read(DueMessage due) {
    try {
      return Digest.fromJson(Json.parse(due.toJson()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> textsTo(String phone) {
    return sms.sent().stream()
        .filter(text -> text.to().e164().equals(phone))
        .map(RecordingSmsSender.Sms::text)
        .toList();
  }

  private BookingMessageSender sender(String limits) {
    return sender(limits, messenger(emails));
  }

  private BookingMessageSender sender(String limits, Messenger messenger) {
    return sending().sender(() -> schedule, sending().limits(limits), messenger);
  }

  private TestSending sending() {
    return new TestSending(tenant, facts, ledger, tenant.settings(clock), links, clock);
  }

  private DigestSender digests(String limits) {
    return new DigestSender(
        ledger,
        facts,
        sending().digests(() -> schedule),
        sending().writer(),
        sending().limits(limits),
        tenant.settings(clock),
        tenant.standing(clock),
        messenger(emails),
        new TextStops(tenant.table()),
        clock);
  }

  private Messenger messenger(EmailSender email) {
    return new Messenger(sms, new RecordingWhatsAppSender(BRAZIL), email, new Variables(Map.of()));
  }
}
