package io.marcado.senders.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.Zone;
import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** E-mails with invitations, as a mail server takes them and as other libraries read them. */
class InvitationTest {
  private static final String FROM = "no-reply@example.com";
  private static final String LIA = "lia@example.org";
  private static final String RITA = "rita@salao.example";
  private static final String TEXT =
      "Olá, Lia!\n.\nSua reserva está confirmada: seg. 23/11 às 09:00.";
  private static final LocalTimeline SAO_PAULO = in("America/Sao_Paulo");
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Interval MONDAY =
      Interval.ofMinutes(Instant.parse("2026-11-23T12:00:00Z"), 60);

  @Test
  void shouldArriveWithThePartsThatMailProgramsShowButtonsFor() throws Exception {
    MimeMessage received = delivered(mail(invitation(1, false, Optional.of(RITA))));

    assertThat(InternetAddress.toUnicodeString(received.getFrom()))
        .isEqualTo("\"Salão da Rita\" <no-reply@example.com>");
    assertThat(received.getReplyTo()).containsExactly(new InternetAddress(RITA));
    assertThat(received.getAllRecipients()).containsExactly(new InternetAddress(LIA));
    assertThat(received.getSubject()).isEqualTo("Salão da Rita: Corte, seg. 23/11 às 09:00");
    assertThat(received.getMessageID()).isEqualTo("<a1b2c3@example.com>");
    assertThat(received.getSentDate().toInstant()).isEqualTo(NOW);
    assertThat(received.getHeader("Auto-Submitted")).containsExactly("auto-generated");

    MimeMultipart mixed = parts(received, "mixed", 2);
    MimeMultipart alternative = parts(mixed.getBodyPart(0), "alternative", 2);
    assertThat(alternative.getBodyPart(0).getContent()).isEqualTo(TEXT.replace("\n", "\r\n"));
    BodyPart calendar = alternative.getBodyPart(1);
    ContentType type = new ContentType(calendar.getContentType());
    assertThat(type.match("text/calendar")).isTrue();
    assertThat(type.getParameter("method")).isEqualTo("REQUEST");
    assertThat(type.getParameter("charset")).isEqualTo("UTF-8");
    BodyPart file = mixed.getBodyPart(1);
    assertThat(file.getDisposition()).isEqualTo(Part.ATTACHMENT);
    assertThat(file.getFileName()).isEqualTo("invite.ics");
    assertThat(bytes(file)).isEqualTo(bytes(calendar));
  }

  @Test
  void shouldAskTheReaderWhetherItComesInTheNameOfTheBusiness() {
    VEvent event = event(invitation(3, false, Optional.of(RITA)));

    assertThat(event.getUid().getValue()).isEqualTo("b7qk2m4x6z3c5v7n2l4j6h3g5f");
    assertThat(event.getSequence().getValue()).isEqualTo(3);
    assertThat(event.getSummary().getValue())
        .isEqualTo("Salão da Rita: Corte, barba; e mais (Ana)");
    assertThat(event.getStatus().isConfirmed()).isTrue();
    assertThat(event.getOrganizer().getEmail()).isEqualTo(RITA);
    assertThat(event.getOrganizer().getCommonName()).isEqualTo("Salão da Rita");
    assertThat(event.getOrganizer().getSentBy()).isEqualTo("mailto:" + FROM);
    assertThat(event.getAttendees())
        .singleElement()
        .satisfies(
            lia -> {
              assertThat(lia.getEmail()).isEqualTo(LIA);
              assertThat(lia.getRsvp()).isTrue();
              assertThat(lia.getParticipationStatus().getValue()).isEqualTo("NEEDS-ACTION");
            });
  }

  @Test
  void shouldTakeTheSameEntryOutOfTheCalendarAgain() {
    Invitation booked = invitation(1, false, Optional.of(RITA));
    Invitation cancelled = invitation(2, true, Optional.of(RITA));

    assertThat(calendar(cancelled).getMethod().isCancel()).isTrue();
    assertThat(event(cancelled).getStatus().isCancelled()).isTrue();
    assertThat(event(cancelled).getUid()).isEqualTo(event(booked).getUid());
    assertThat(event(cancelled).getOrganizer()).isEqualTo(event(booked).getOrganizer());
    assertThat(event(cancelled).getSequence().getValue()).isEqualTo(2);
    assertThat(event(cancelled).getAttendees().getFirst().getRsvp()).isNull();
  }

  /** Who declines by a button believes to have cancelled. */
  @Test
  void shouldAskNobodyForAnAnswerThatNobodyWouldRead() throws Exception {
    Invitation told = invitation(1, false, Optional.empty());

    assertThat(calendar(told).getMethod().isPublish()).isTrue();
    assertThat(event(told).getAttendees()).isEmpty();
    assertThat(event(told).getOrganizer().getEmail()).isEqualTo(FROM);
    assertThat(read(mail(told)).getHeader("Reply-To")).isNull();
    assertThat(calendar(invitation(2, true, Optional.empty())).getMethod().isCancel()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    // Clocks go forward, and back, within the booking.
    "America/New_York, 2026-03-07T23:00, 360, :20260308T100000Z",
    "America/New_York, 2026-10-31T23:00, 300, :20261101T080000Z",
    // The day before, and the day after.
    "America/New_York, 2026-10-31T09:00, 60, ;TZID=America/New_York:20261031T100000",
    "America/New_York, 2026-11-02T09:00, 60, ;TZID=America/New_York:20261102T100000",
    // In the hour that comes twice: a second 01:30 has no name in local time.
    "Europe/Lisbon, 2026-10-25T00:15, 60, ;TZID=Europe/Lisbon:20261025T011500",
    "Europe/Lisbon, 2026-10-25T00:30, 120, :20261025T013000Z",
    // Rules that are younger than the JDK: winter time is no more.
    "America/Vancouver, 2026-12-01T09:00, 60, ;TZID=America/Vancouver:20261201T100000",
    "America/Sao_Paulo, 2026-11-23T09:00, 60, ;TZID=America/Sao_Paulo:20261123T100000",
    "Etc/UTC, 2026-11-23T09:00, 60, ;TZID=Etc/UTC:20261123T100000"
  })
  void shouldSayTheTimeThatPeopleAgreedOn(
      String zone, LocalDateTime start, int minutes, String end) {
    LocalTimeline timeline = in(zone);
    Interval time = Interval.ofMinutes(timeline.at(start), minutes);
    String text = CalendarText.of(at(time, timeline), FROM, LIA);

    assertThat(text).contains("\r\nDTEND" + end + "\r\n");
    assertThat(read(text)).isEqualTo(time);
  }

  @Property(tries = 100)
  void shouldBeReadAsTheSameMoments(
      @ForAll("zones") String zone,
      @ForAll @IntRange(max = 400 * 24 * 12) int fiveMinutes,
      @ForAll @IntRange(min = 1, max = 3 * 24 * 12) int lasting) {
    Instant start =
        Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofMinutes(5L * fiveMinutes));
    Interval time = Interval.ofMinutes(start, 5L * lasting);

    assertThat(read(CalendarText.of(at(time, in(zone)), FROM, LIA))).isEqualTo(time);
  }

  @Provide
  Arbitrary<String> zones() {
    return Arbitraries.of(
        "America/Sao_Paulo",
        "America/New_York",
        "America/Vancouver",
        "Europe/Lisbon",
        "Europe/Dublin",
        "Australia/Lord_Howe",
        "Asia/Kathmandu",
        "Africa/Casablanca",
        "Etc/UTC");
  }

  /** Names come from people, and headers from us. */
  @Property(tries = 100)
  void shouldHaveTheSameHeadersAndPropertiesWhateverNamesSay(
      @ForAll("names") String business, @ForAll("names") String summary) throws Exception {
    Invitation invitation =
        new Invitation(
            "b7", 1, false, summary, business, Optional.of(RITA), MONDAY, SAO_PAULO, NOW);
    byte[] mail = RawEmail.of(FROM, LIA, summary, TEXT, "a1", invitation);
    MimeMessage read = read(mail);

    assertThat(Collections.list(read.getAllHeaders()))
        .extracting(Header::getName)
        .containsExactly(
            "From",
            "To",
            "Reply-To",
            "Subject",
            "Date",
            "Message-ID",
            "Auto-Submitted",
            "MIME-Version",
            "Content-Type");
    assertThat(read.getFrom()).containsExactly(new InternetAddress(FROM));
    assertThat(((InternetAddress) read.getFrom()[0]).getPersonal()).isEqualTo(business);
    assertThat(read.getSubject()).isEqualTo(summary);
    String ics = CalendarText.of(invitation, FROM, LIA);
    assertThat(properties(ics))
        .containsExactly(
            entry("BEGIN", 4L),
            entry("VERSION", 1L),
            entry("PRODID", 1L),
            entry("METHOD", 1L),
            entry("TZID", 1L),
            entry("DTSTART", 2L),
            entry("TZOFFSETFROM", 1L),
            entry("TZOFFSETTO", 1L),
            entry("END", 4L),
            entry("UID", 1L),
            entry("SEQUENCE", 1L),
            entry("DTSTAMP", 1L),
            entry("DTEND", 1L),
            entry("SUMMARY", 1L),
            entry("STATUS", 1L),
            entry("ORGANIZER", 1L),
            entry("ATTENDEE", 1L));
    assertThat(event(ics).getSummary().getValue()).isEqualTo(summary);
    assertThat(event(ics).getOrganizer().getCommonName())
        .isEqualTo(business.replace('"', '\'').replace('^', ' '));
    assertThat(linesOf(ics.getBytes(StandardCharsets.UTF_8)))
        .allSatisfy(line -> assertThat(line.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(76));
    assertThat(linesOf(mail)).allSatisfy(line -> assertThat(line).hasSizeLessThan(77));
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings()
        .withChars("\"';,:\\^=?<>@()&%{}-._ aé日ẞ")
        .withChars('\u00a0', '\u2028')
        .all()
        .ofMaxLength(100)
        .map(name -> ("n" + name + "n").replaceAll("[\\p{Cntrl}\\p{Cs}\\p{Cn}]", "☕"));
  }

  private static Map<String, Long> properties(String ics) {
    Map<String, Long> names = new LinkedHashMap<>();
    for (String line : ics.replace("\r\n ", "").split("\r\n")) {
      names.merge(line.split("[;:]", 2)[0], 1L, Long::sum);
    }
    return names;
  }

  /** Lines end with CRLF, and neither stands anywhere else. */
  private static List<String> linesOf(byte[] text) {
    List<String> lines = Arrays.asList(new String(text, StandardCharsets.UTF_8).split("\r\n"));
    assertThat(lines).noneMatch(line -> line.contains("\r") || line.contains("\n"));
    return lines;
  }

  private static LocalTimeline in(String zone) {
    return new LocalTimeline(Zone.of(zone));
  }

  private static Invitation at(Interval time, LocalTimeline timeline) {
    return new Invitation("b7", 1, false, "Corte", "Salão", Optional.of(RITA), time, timeline, NOW);
  }

  private static Invitation invitation(long sequence, boolean cancelled, Optional<String> replyTo) {
    return new Invitation(
        "b7qk2m4x6z3c5v7n2l4j6h3g5f",
        sequence,
        cancelled,
        "Salão da Rita: Corte, barba; e mais (Ana)",
        "Salão da Rita",
        replyTo,
        MONDAY,
        SAO_PAULO,
        NOW);
  }

  private static byte[] mail(Invitation invitation) {
    return RawEmail.of(
        FROM, LIA, "Salão da Rita: Corte, seg. 23/11 às 09:00", TEXT, "a1b2c3", invitation);
  }

  private static VEvent event(Invitation invitation) {
    return calendar(invitation).getEvents().getFirst();
  }

  private static VEvent event(String ics) {
    return Biweekly.parse(ics).first().getEvents().getFirst();
  }

  private static ICalendar calendar(Invitation invitation) {
    return Biweekly.parse(CalendarText.of(invitation, FROM, LIA)).first();
  }

  private static Interval read(String ics) {
    VEvent event = event(ics);
    return new Interval(
        event.getDateStart().getValue().toInstant(), event.getDateEnd().getValue().toInstant());
  }

  private static MimeMessage read(byte[] mail) throws MessagingException {
    return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail));
  }

  private static MimeMultipart parts(Part part, String subtype, int count)
      throws MessagingException, IOException {
    assertThat(part.isMimeType("multipart/" + subtype)).isTrue();
    MimeMultipart parts = (MimeMultipart) part.getContent();
    assertThat(parts.getCount()).isEqualTo(count);
    return parts;
  }

  private static byte[] bytes(Part part) throws MessagingException, IOException {
    return part.getInputStream().readAllBytes();
  }

  /** As a mail server has it that has taken it by SMTP. */
  private static MimeMessage delivered(byte[] mail) throws MessagingException {
    GreenMail server = new GreenMail(ServerSetup.SMTP.dynamicPort());
    server.start();
    try {
      Session session = server.getSmtp().createSession();
      try (Transport transport = session.getTransport("smtp")) {
        transport.connect();
        transport.sendMessage(
            new MimeMessage(session, new ByteArrayInputStream(mail)),
            new InternetAddress[] {new InternetAddress(LIA)});
      }
      return server.getReceivedMessages()[0];
    } finally {
      server.stop();
    }
  }
}
