package io.marcado.senders.email;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * Writes an e-mail with an invitation as MIME, in the form in which mail programs show buttons: the
 * text and the calendar are alternatives, and the calendar is attached once more for programs that
 * know files only. Each part is in base64, so that no line is long and no letter is lost.
 *
 * <p>By hand: see ADR 58. Tests read it by a library.
 */
final class RawEmail {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss xx", Locale.US);

  // Base64 has no such letters.
  private static final String MIXED = "=_mixed_=";
  private static final String ALTERNATIVE = "=_alternative_=";

  /** Octets in a word of RFC 2047. In base64 it fits on one line of 76 letters after "Subject". */
  private static final int LONGEST_WORD = 39;

  private RawEmail() {}

  /**
   * The whole e-mail. Names cannot add headers: what stands in one is encoded or is an address.
   *
   * @param messageId the same for the same message
   */
  static byte[] of(
      String from,
      String to,
      String subject,
      String text,
      String messageId,
      Invitation invitation) {
    String calendar = CalendarText.of(invitation, from, to);
    String method = invitation.method().name();
    List<String> lines = new ArrayList<>();
    lines.add("From: " + encoded(invitation.organizer()) + "\r\n <" + from + ">");
    lines.add("To: <" + to + ">");
    invitation.replyTo().ifPresent(address -> lines.add("Reply-To: <" + address + ">"));
    lines.add("Subject: " + encoded(subject));
    lines.add("Date: " + DATE.format(invitation.writtenAt().atOffset(ZoneOffset.UTC)));
    lines.add("Message-ID: <" + messageId + from.substring(from.lastIndexOf('@')) + ">");
    lines.add("Auto-Submitted: auto-generated");
    lines.add("MIME-Version: 1.0");
    lines.add("Content-Type: multipart/mixed; boundary=\"" + MIXED + "\"");
    lines.add("");
    lines.add("--" + MIXED);
    lines.add("Content-Type: multipart/alternative; boundary=\"" + ALTERNATIVE + "\"");
    lines.add("");
    lines.add("--" + ALTERNATIVE);
    part(lines, "text/plain; charset=UTF-8", text.replaceAll("\r?\n", "\r\n"));
    lines.add("--" + ALTERNATIVE);
    part(lines, "text/calendar; charset=UTF-8; method=" + method, calendar);
    lines.add("--" + ALTERNATIVE + "--");
    lines.add("--" + MIXED);
    lines.add("Content-Disposition: attachment; filename=\"invite.ics\"");
    part(lines, "application/ics; name=\"invite.ics\"", calendar);
    lines.add("--" + MIXED + "--");
    lines.add("");
    return String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8);
  }

  private static void part(List<String> lines, String type, String content) {
    lines.add("Content-Type: " + type);
    lines.add("Content-Transfer-Encoding: base64");
    lines.add("");
    lines.add(Base64.getMimeEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8)));
  }

  /** Words of RFC 2047, each on a line, whatever the text is. */
  private static String encoded(String value) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    int octets = 0;
    for (int letter : value.codePoints().toArray()) {
      int more = Character.toString(letter).getBytes(StandardCharsets.UTF_8).length;
      if (octets + more > LONGEST_WORD) {
        words.add(word(word));
        word.setLength(0);
        octets = 0;
      }
      word.appendCodePoint(letter);
      octets += more;
    }
    words.add(word(word));
    return String.join("\r\n ", words);
  }

  private static String word(CharSequence text) {
    return "=?UTF-8?B?%s?="
        .formatted(
            Base64.getEncoder().encodeToString(text.toString().getBytes(StandardCharsets.UTF_8)));
  }
}
