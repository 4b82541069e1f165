package io.marcado.identity.people;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Text as names are sorted and found by: without accents and case. */
final class FoldedText {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");

  private FoldedText() {}

  static String of(String text) {
    return MARKS
        .matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
        .replaceAll("")
        .toLowerCase(Locale.ROOT)
        // Letters that Unicode does not take apart.
        .replace("ø", "o")
        .replace("ł", "l")
        .replace("đ", "d")
        .replace("ı", "i")
        .replace("æ", "ae")
        .replace("œ", "oe")
        .replace("ß", "ss");
  }
}
