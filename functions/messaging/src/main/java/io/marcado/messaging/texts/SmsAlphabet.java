package io.marcado.messaging.texts;

import java.text.Normalizer;
import java.util.Map;
import java.util.regex.Pattern;

/** The default alphabet of SMS and its extension (3GPP TS 23.038, 6.2.1), and the way into it. */
final class SmsAlphabet {
  private static final String BASIC =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
          + "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

  /** Each is an escape and a letter. */
  private static final String EXTENSION = "^{}\\[~]|€";

  /** What Unicode takes apart into nothing that is in the alphabet. */
  private static final Map<Integer, String> NEAREST =
      Map.ofEntries(
          Map.entry((int) '\t', " "),
          Map.entry((int) '‘', "'"),
          Map.entry((int) '’', "'"),
          Map.entry((int) '‚', "'"),
          Map.entry((int) '‛', "'"),
          Map.entry((int) '′', "'"),
          Map.entry((int) '´', "'"),
          Map.entry((int) '`', "'"),
          Map.entry((int) '“', "\""),
          Map.entry((int) '”', "\""),
          Map.entry((int) '„', "\""),
          Map.entry((int) '″', "\""),
          Map.entry((int) '«', "\""),
          Map.entry((int) '»', "\""),
          Map.entry((int) '‹', "'"),
          Map.entry((int) '›', "'"),
          Map.entry((int) '‐', "-"),
          Map.entry((int) '‑', "-"),
          Map.entry((int) '‒', "-"),
          Map.entry((int) '–', "-"),
          Map.entry((int) '—', "-"),
          Map.entry((int) '―', "-"),
          Map.entry((int) '−', "-"),
          Map.entry((int) '•', "-"),
          Map.entry((int) '·', "-"),
          Map.entry((int) '×', "x"),
          Map.entry((int) '⁄', "/"),
          Map.entry((int) 'œ', "oe"),
          Map.entry((int) 'Œ', "OE"),
          Map.entry((int) 'ł', "l"),
          Map.entry((int) 'Ł', "L"),
          Map.entry((int) 'đ', "d"),
          Map.entry((int) 'Đ', "D"),
          Map.entry((int) 'ı', "i"));

  private static final char DROPPED = '\u0000';

  /** A picture that is all there is between two marks: without it a name would be gone. */
  private static final Pattern ALONE =
      Pattern.compile("(?<=^|[(:,/\n])[ \u0000]*\u0000[ \u0000]*(?=[),:.!?\n]|$)");

  private static final Pattern WITH_BLANK_BEFORE =
      Pattern.compile(" \u0000(?:[ \u0000]*\u0000)*(?=[\\s,.:;!?)]|$)");
  private static final Pattern WITH_BLANK_AFTER =
      Pattern.compile("(?<=^|[\\s(])\u0000(?:[ \u0000]*\u0000)* ?");

  private SmsAlphabet() {}

  /** How much a letter of the alphabet takes: 1, or 2 for one of the extension. */
  static int septets(int codePoint) {
    return EXTENSION.indexOf(codePoint) >= 0 ? 2 : 1;
  }

  static boolean has(String text) {
    return text.codePoints().allMatch(SmsAlphabet::has);
  }

  private static boolean has(int codePoint) {
    return BASIC.indexOf(codePoint) >= 0 || EXTENSION.indexOf(codePoint) >= 0;
  }

  /**
   * The text in the alphabet, without accents that it lacks and without pictures; or the text as it
   * is, where letters of another script would be lost, or a name that is nothing but pictures: then
   * it goes as UCS-2 in any case, and nothing is won. It is left as it is too where it would become
   * a link without what is folded away.
   */
  static String fold(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    Normalizer.normalize(text, Normalizer.Form.NFC)
        .codePoints()
        .forEach(codePoint -> folded.append(nearest(codePoint)));
    if (ALONE.matcher(folded).find()) {
      return text;
    }
    String tidy = WITH_BLANK_BEFORE.matcher(folded).replaceAll("");
    tidy = WITH_BLANK_AFTER.matcher(tidy).replaceAll("").replace(String.valueOf(DROPPED), "");
    return has(tidy) && PlainName.links(tidy) <= PlainName.links(text) ? tidy : text;
  }

  private static String nearest(int codePoint) {
    String letter = Character.toString(codePoint);
    if (has(codePoint)) {
      return letter;
    }
    String known = NEAREST.get(codePoint);
    if (known != null) {
      return known;
    }
    return switch (Character.getType(codePoint)) {
      case Character.SPACE_SEPARATOR -> " ";
      case Character.MODIFIER_SYMBOL -> String.valueOf(DROPPED);
      // Zero-width joiners and the like, accents that belong to no letter, boxes around digits.
      case Character.FORMAT, Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> "";
      default -> takenApart(letter);
    };
  }

  private static String takenApart(String letter) {
    StringBuilder parts = new StringBuilder();
    Normalizer.normalize(letter, Normalizer.Form.NFKD)
        .codePoints()
        .filter(part -> Character.getType(part) != Character.NON_SPACING_MARK)
        .forEach(part -> parts.append(NEAREST.getOrDefault(part, Character.toString(part))));
    String nearest = parts.toString();
    if (has(nearest)) {
      return nearest;
    }
    return Character.getType(letter.codePointAt(0)) == Character.OTHER_SYMBOL
        ? String.valueOf(DROPPED)
        : letter;
  }
}
