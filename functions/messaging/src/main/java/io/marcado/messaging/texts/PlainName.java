package io.marcado.messaging.texts;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes names that others chose safe for a message. Phones turn text that looks like a link into
 * one, and thieves write messages about accounts with links. So a name may have none.
 */
public final class PlainName {
  // Includes full-width forms, which people read as the same.
  private static final String MARKS =
      "./\\\\:@\u2024\u2044\u2215\u3002\uFE52\uFE55\uFE6B\uFF0E\uFF0F\uFF1A\uFF20\uFF3C\uFF61";

  /** Dots, slashes, colons and at signs between others. */
  private static final Pattern JOINED =
      Pattern.compile("(?<=\\S)[" + MARKS + "]+(?=[\\p{L}\\p{M}\\p{N}_-])");

  /** A price, a time, a fraction: one mark in all, between digits. */
  private static final Pattern NUMBER =
      Pattern.compile("[^%1$s]*\\p{Nd}[./:]\\p{Nd}[^%1$s]*".formatted(MARKS));

  /** A text has at most so many digits, as a duration has; more may be a phone. */
  private static final int MOST_DIGITS = 3;

  private static final Pattern DIGIT = Pattern.compile("\\p{N}");

  /** A time of the day in brackets, as the parts of a visit have it, is no part of a phone. */
  private static final Pattern TIME_OR_DIGIT =
      Pattern.compile("(?<time>\\((?:[01]\\d|2[0-3]):[0-5]\\d\\))|\\p{N}");

  private static final Pattern EMPTY_BRACKETS = Pattern.compile("\\p{Ps}[\\s\\p{Pd}]*\\p{Pe}");

  private static final Pattern REST = Pattern.compile("[\\s\\p{Pd},;:/|+*#]+$");

  /** Letters together, with their accents. */
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}]+");

  private static final Pattern LATIN = Pattern.compile("\\p{IsLatin}");

  /**
   * Letters that a word has beside Latin ones only in order to look like another word. East Asian
   * words do mix with Latin (UTS #39, 5.2, Highly Restrictive).
   */
  private static final Pattern FOREIGN =
      Pattern.compile(
          "[\\p{L}&&[^\\p{IsLatin}\\p{IsCommon}\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}"
              + "\\p{IsBopomofo}\\p{IsHangul}]]");

  /**
   * Cyrillic and Greek letters that look like Latin ones, from the confusables.txt of UTS #39. It
   * has more, which look so in few fonts only.
   */
  private static final String LOOKS_LATIN =
      "\u0430\u0435\u043E\u0440\u0441\u0443\u0445\u0455\u0456\u0458\u0475\u04AF\u04BB\u04CF"
          + "\u0501\u051B\u051D\u0405\u0406\u0408\u0410\u0412\u0415\u041A\u041C\u041D\u041E"
          + "\u0420\u0421\u0422\u0423\u0425\u0474\u04AE\u04C0\u050C\u051A\u051C"
          + "\u037F\u0391\u0392\u0395\u0396\u0397\u0399\u039A\u039C\u039D\u039F\u03A1\u03A4"
          + "\u03A5\u03A7\u03B1\u03B9\u03BA\u03BD\u03BF\u03C1\u03C5\u03C7\u03F2\u03F3\u03F9";

  private static final Pattern LOOK_ALIKES = Pattern.compile("[" + LOOKS_LATIN + "\\p{M}]+");

  /** A letter that shows that a name is Cyrillic or Greek. */
  private static final Pattern EVIDENT =
      Pattern.compile("[\\p{L}&&[\\p{IsCyrillic}\\p{IsGreek}]&&[^" + LOOKS_LATIN + "]]");

  private PlainName() {}

  /** True for a text that a phone would turn into a link, as it stands. */
  public static boolean hasLink(String text) {
    return links(text) > 0;
  }

  /** In how many places a phone would see a link. */
  static long links(String text) {
    return Stream.of(text.split("\\s+"))
        .filter(word -> !NUMBER.matcher(word).matches())
        .mapToLong(word -> JOINED.matcher(word).results().count())
        .sum();
  }

  /** True for a text with a digit of any script. */
  public static boolean hasDigit(String text) {
    return DIGIT.matcher(text).find();
  }

  /** True for a text with a word that only looks like another. */
  public static boolean hasLookAlike(String text) {
    String normal = Normalizer.normalize(text, Normalizer.Form.NFKC);
    return !withoutLookAlikes(normal).equals(normal);
  }

  /**
   * True where a name would join what stands around it, so that both may become a link: {@code
   * {{name}}.com}.
   *
   * @param name the character that stands for each name
   */
  public static boolean joinsNames(String text, char name) {
    String letter = "[\\p{L}\\p{M}\\p{N}_" + name + "]";
    return Pattern.compile("(?:%1$s|[%2$s])%3$s|%3$s[%2$s]*%1$s".formatted(letter, MARKS, name))
        .matcher(text)
        .find();
  }

  /** The same for a text with one name. */
  static String withoutNumbers(String name) {
    return withoutNumbers(List.of(name)).getFirst();
  }

  /**
   * The names in one text of a business that anybody may have signed up: without words that look
   * like other words, and without digits where they may be a phone. They share the few digits of
   * the text, since a phone may be spread over them; the first ones have them first.
   */
  static List<String> withoutNumbers(List<String> names) {
    List<String> plain = new ArrayList<>();
    long left = MOST_DIGITS;
    for (String name : names) {
      String words = withoutLookAlikes(Normalizer.normalize(name, Normalizer.Form.NFKC));
      long digits = TIME_OR_DIGIT.matcher(words).results().filter(found -> !isTime(found)).count();
      if (digits <= left) {
        left -= digits;
        plain.add(words);
      } else {
        plain.add(
            withoutRest(
                TIME_OR_DIGIT
                    .matcher(words)
                    .replaceAll(found -> isTime(found) ? found.group() : "")));
      }
    }
    return List.copyOf(plain);
  }

  private static boolean isTime(MatchResult found) {
    return found.group("time") != null;
  }

  /** Without what stood around a number at the end of a name, such as "- (11) 1234-5678". */
  private static String withoutRest(String name) {
    return REST.matcher(EMPTY_BRACKETS.matcher(name).replaceAll("")).replaceAll("");
  }

  private static String withoutLookAlikes(String name) {
    boolean evident = EVIDENT.matcher(name).find();
    return WORD.matcher(name)
        .replaceAll(found -> looksLikeAnother(found.group(), evident) ? "" : found.group());
  }

  private static boolean looksLikeAnother(String word, boolean evident) {
    return LATIN.matcher(word).find()
        ? FOREIGN.matcher(word).find()
        : !evident && LOOK_ALIKES.matcher(word).matches();
  }

  /**
   * The name on one line: no control characters, no line breaks, nothing invisible, nothing that
   * looks like a link or an e-mail address, and no longer than so many characters.
   */
  static String of(String name, int longest) {
    return of(name, longest, false);
  }

  /** The same for words that people wrote: where it is cut, no half word stays. */
  static String words(String text, int longest) {
    return of(text, longest, true);
  }

  private static String of(String name, int longest, boolean wholeWords) {
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
    int blank = clean.lastIndexOf(' ', end);
    // Unless the word is so long that little would be left.
    return wholeWords && blank > end / 2
        ? REST.matcher(clean.substring(0, blank)).replaceAll("") + dots
        : clean.substring(0, end).strip() + dots;
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
