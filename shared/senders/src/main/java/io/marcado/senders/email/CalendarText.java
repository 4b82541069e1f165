package io.marcado.senders.email;

import io.marcado.domain.time.LocalTimeline;
import io.marcado.senders.email.Invitation.Method;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes an invitation as iCalendar (RFC 5545). A time stands as local time of the zone in which it
 * was agreed on: should the rules of the zone change, calendars keep what people agreed on, as we
 * do. The zone is described by the one offset that it has then, in the form in which large
 * calendars write zones without daylight saving time: all programs read that alike. Where clocks
 * change within the booking, or show its start or end twice, its time stands in UTC.
 */
final class CalendarText {
  private static final int LONGEST_LINE = 75;
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT);
  private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xxxx", Locale.ROOT);

  private final StringBuilder text = new StringBuilder();

  private CalendarText() {}

  /**
   * The whole calendar, in lines that end with CRLF and have 75 octets at most.
   *
   * @param from the address that the e-mail comes from
   * @param to whose calendar it is
   */
  static String of(Invitation invitation, String from, String to) {
    CalendarText calendar = new CalendarText();
    calendar.write(invitation, from, to);
    return calendar.text.toString();
  }

  private void write(Invitation invitation, String from, String to) {
    LocalTimeline timeline = invitation.timeline();
    Optional<ZoneOffset> offset = timeline.offsetDuring(invitation.time());
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//Marcado//Bookings//EN");
    line("METHOD:" + invitation.method());
    offset.ifPresent(always -> zone(timeline.zone().id(), OFFSET.format(always)));
    Function<Instant, String> time =
        instant ->
            offset
                .map(
                    _ ->
                        ";TZID=%s:%s"
                            .formatted(
                                timeline.zone().id(), LOCAL.format(timeline.localOf(instant))))
                .orElseGet(() -> ":" + utc(instant));
    line("BEGIN:VEVENT");
    line("UID:" + escaped(invitation.uid()));
    line("SEQUENCE:" + invitation.sequence());
    line("DTSTAMP:" + utc(invitation.writtenAt()));
    line("DTSTART" + time.apply(invitation.time().start()));
    line("DTEND" + time.apply(invitation.time().end()));
    line("SUMMARY:" + escaped(invitation.summary()));
    line("STATUS:" + (invitation.cancelled() ? "CANCELLED" : "CONFIRMED"));
    people(invitation, from, to);
    line("END:VEVENT");
    line("END:VCALENDAR");
  }

  private void people(Invitation invitation, String from, String to) {
    String organizer = "ORGANIZER;CN=" + quoted(invitation.organizer());
    if (invitation.replyTo().isEmpty()) {
      line(organizer + ":mailto:" + from);
      return;
    }
    line(
        organizer
            + ";SENT-BY="
            + quoted("mailto:" + from)
            + ":mailto:"
            + invitation.replyTo().get());
    line(
        invitation.method() == Method.REQUEST
            ? "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:" + to
            : "ATTENDEE;ROLE=REQ-PARTICIPANT:mailto:" + to);
  }

  private void zone(String id, String offset) {
    line("BEGIN:VTIMEZONE");
    line("TZID:" + id);
    line("BEGIN:STANDARD");
    line("DTSTART:19700101T000000");
    line("TZOFFSETFROM:" + offset);
    line("TZOFFSETTO:" + offset);
    line("END:STANDARD");
    line("END:VTIMEZONE");
  }

  private static String utc(Instant instant) {
    return LOCAL.format(instant.atOffset(ZoneOffset.UTC)) + "Z";
  }

  private static String escaped(String value) {
    return oneLine(value).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,");
  }

  // A parameter has no quotes, and since RFC 6868 a circumflex begins an escape.
  private static String quoted(String value) {
    return '"' + oneLine(value).replace('"', '\'').replace('^', ' ') + '"';
  }

  private static String oneLine(String value) {
    return value.replaceAll("\\p{Cntrl}+", " ");
  }

  private void line(String content) {
    int octets = 0;
    for (int at = 0; at < content.length(); ) {
      String letter = Character.toString(content.codePointAt(at));
      int more = letter.getBytes(StandardCharsets.UTF_8).length;
      if (octets + more > LONGEST_LINE) {
        text.append("\r\n ");
        octets = 1;
      }
      text.append(letter);
      octets += more;
      at += letter.length();
    }
    text.append("\r\n");
  }
}
