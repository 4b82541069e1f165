package io.marcado.messaging.texts;

import java.text.Normalizer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes names that others chose safe for a message. Phones turn text that looks like a link into
 * one, and thieves write messages about accounts with links. So a name may have none.
 */
final class PlainName {
  // Includes full-width forms, which people read as the same.
  private static final String MARKS =
      "./\\\\:@\u2024\u2044\u2215\u3002\uFE52\uFE55\uFE6B\uFF0E\uFF0F\uFF1A\uFF20\uFF3C\uFF61";

  /** Dots, slashes, colons and at signs between others. */
  private static final Pattern JOINED =
      Pattern.compile("(?<=\\S)[" + MARKS + "]+(?=[\\p{L}\\p{M}\\p{N}_-])");

  /** A price, a time, a fraction: one mark in all, between digits. */
  private static final Pattern NUMBER =
      Pattern.compile("[^%1$s]*\\p{Nd}[./:]\\p{Nd}[^%1$s]*".formatted(MARKS));

  /** A name has at most so many digits, as a duration has; with more it may be a phone. */
  private static final int MOST_DIGITS = 3;

  private static final Pattern DIGIT = Pattern.compile("\\p{N}");
  private static final Pattern LATIN = Pattern.compile("\\p{IsLatin}");
  private static final Pattern OTHER = Pattern.compile("[\\p{L}&&[^\\p{IsLatin}]]");

  private PlainName() {}

  /**
   * The name of a business that anybody may have signed up, or of what it offers: without its
   * digits where they may be a phone, and without words whose letters are of Latin and of another
   * script, which look like other words.
   */
  static String withoutNumbers(String name) {
    String same = Normalizer.normalize(name, Normalizer.Form.NFKC);
    String words =
        Pattern.compile("\\s+")
            .splitAsStream(same)
            .filter(word -> !(LATIN.matcher(word).find() && OTHER.matcher(word).find()))
            .collect(Collectors.joining(" "));
    return DIGIT.matcher(words).results().count() > MOST_DIGITS
        ? DIGIT.matcher(words).replaceAll("")
        : words;
  }

  /**
   * The name on one line: no control characters, no line breaks, nothing invisible, nothing that
   * looks like a link or an e-mail address, and no longer than so many characters.
   */
  static String of(String name, int longest) {
    StringBuilder line = new StringBuilder(name.length());
    Normalizer.normalize(name, Normalizer.Form.NFC)
        .codePoints()
        .forEach(
            character -> {
              switch (Character.getType(character)) {
                case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR ->
                    line.append(' ');
                // Direction marks and zero-width characters make a name read as something else.
                case Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> {}
                default -> line.appendCodePoint(character);
              }
            });
    String clean = withoutLinks(line.toString()).replaceAll(" {2,}", " ").strip();
    if (clean.codePointCount(0, clean.length()) <= longest) {
      return clean;
    }
    String dots = "...";
    int end = clean.offsetByCodePoints(0, longest - dots.length());
    return clean.substring(0, end).strip() + dots;
  }

  private static String withoutLinks(String line) {
    StringBuilder words = new StringBuilder(line.length());
    for (String word : line.split(" ")) {
      words
          .append(NUMBER.matcher(word).matches() ? word : JOINED.matcher(word).replaceAll(" "))
          .append(' ');
    }
    return words.toString();
  }
}
