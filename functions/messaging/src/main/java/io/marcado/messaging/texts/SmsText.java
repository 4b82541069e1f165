package io.marcado.messaging.texts;

import io.marcado.domain.settings.SmsAccents;
import java.util.ArrayList;
import java.util.List;

/**
 * The text of an SMS as the network carries it. Every SMS is one of these.
 *
 * @param body the whole text
 * @param encoding one letter outside the alphabet of SMS makes the whole text UCS-2
 * @param parts the messages in which it goes, and which are paid; a phone joins them again
 */
public record SmsText(String body, Encoding encoding, List<String> parts) {
  public SmsText {
    parts = List.copyOf(parts);
  }

  /** How a network writes letters, and so how much one part holds. */
  public enum Encoding {
    /** The alphabet of SMS: 7 bits a letter, and 14 for those of its extension. */
    GSM_7(160, 153),
    /** 16 bits a letter, and 32 for most pictures. */
    UCS_2(70, 67);

    private final int alone;
    private final int joined;

    Encoding(int alone, int joined) {
      this.alone = alone;
      this.joined = joined;
    }

    int cost(int codePoint) {
      return this == GSM_7 ? SmsAlphabet.septets(codePoint) : Character.charCount(codePoint);
    }
  }

  /** The text as it goes out with this setting. */
  public static SmsText of(String text, SmsAccents accents) {
    String body = accents == SmsAccents.FOLD ? SmsAlphabet.fold(text) : text;
    Encoding encoding = SmsAlphabet.has(body) ? Encoding.GSM_7 : Encoding.UCS_2;
    return new SmsText(body, encoding, split(body, encoding));
  }

  /** In units of the encoding: septets, or 16 bits. */
  public int length() {
    return length(body, encoding);
  }

  private static int length(String text, Encoding encoding) {
    return text.codePoints().map(encoding::cost).sum();
  }

  // No letter lies in two parts: an escape and its letter, or the halves of a picture.
  private static List<String> split(String body, Encoding encoding) {
    if (length(body, encoding) <= encoding.alone) {
      return List.of(body);
    }
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    int used = 0;
    for (int codePoint : body.codePoints().toArray()) {
      int cost = encoding.cost(codePoint);
      if (used + cost > encoding.joined) {
        parts.add(part.toString());
        part.setLength(0);
        used = 0;
      }
      part.appendCodePoint(codePoint);
      used += cost;
    }
    parts.add(part.toString());
    return parts;
  }

  /** Hides the text, which may hold a code. */
  @Override
  public String toString() {
    return "SmsText of " + parts.size() + " parts, " + encoding;
  }
}
