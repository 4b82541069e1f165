package io.marcado.tenants.hours;

import io.marcado.tenants.hours.Token.Kind;
import io.marcado.tenants.hours.Vocabulary.Meaning;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a text of hours into tokens. Case, accents and the many kinds of dashes do not matter. */
final class Tokens {
  private static final Pattern ISO_DATE = Pattern.compile("(20\\d\\d)-(\\d\\d)-(\\d\\d)(?![\\d:])");
  private static final Pattern HALF_DAY =
      Pattern.compile("(\\d{1,2})(?:[:.h](\\d{2}))? ?([ap])\\.? ?m\\b\\.?");
  private static final Pattern CLOCK =
      Pattern.compile("(\\d{1,2})[:.h]([0-5]\\d)(?!\\d)(?: ?(?:min|m|hs?|hrs|horas|uhr)\\b\\.?)?");
  private static final Pattern HOUR =
      Pattern.compile("(\\d{1,2}) ?(?:hrs|horas|hora|hs|h|uhr|o'clock)\\b\\.?");
  private static final Pattern COMPACT = Pattern.compile("([01]\\d|2[0-4])([0-5]\\d)(?!\\d)");
  private static final Pattern YEARS = Pattern.compile("20[2-9]\\d ?- ?20[2-9]\\d(?!\\d)");
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final Pattern WORD =
      Pattern.compile(
          "[a-z][a-z'.]*(?:-(?:feiras?|dia|noite|vous))?|\\d(?:as?|ª)(?:[-."
              + " ]feiras?\\b|\\.|\\b)|24/7|24x7|[&-]");
  private static final String SPANISH_LETTERS = "lmxjvsd";

  /** L, X, J and V, as numbers of their days. */
  private static final BitSet SPANISH_ALONE = BitSet.valueOf(new long[] {0b0111010});

  /** The sum of Saturday and Sunday, which are S and D in both languages. */
  private static final int WEEKEND = 13;

  private static final Pattern COMMENT = Pattern.compile("\"([^\"]*)\"?");

  private final String text;
  private final List<Token> found = new ArrayList<>();
  private int at;

  private Tokens(String text) {
    this.text = plain(text);
  }

  static List<Token> of(String text) {
    Tokens tokens = new Tokens(text);
    while (tokens.at < tokens.text.length()) {
      tokens.next();
    }
    tokens.readLetters();
    return tokens.found;
  }

  /** One plain character for each, so that positions stay. */
  static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      plain.append(plain(text.charAt(i)));
    }
    return plain.toString();
  }

  private static char plain(char c) {
    if (c >= '\u2010' && c <= '\u2015'
        || c == '\u2212'
        || c == '\uFF0D'
        || c == '\u2192'
        || c == '\uFF5E'
        || c == '~') {
      return '-';
    }
    return switch (c) {
      case '\u00A0', '\u202F', '\u2009', '\u2007', '\t' -> ' ';
      case '\r' -> '\n';
      case '\u201C', '\u201D', '\u201E', '\u00AB', '\u00BB' -> '"';
      case '\u2018', '\u2019' -> '\'';
      case '\uFF1A' -> ':';
      case '\u00AA', '\u00BA', '\u00B0' -> 'a';
      case '\u2022', '\u00B7' -> '\n';
      default ->
          c < 0x80
              ? Character.toLowerCase(c)
              : Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD)
                  .toLowerCase(Locale.ROOT)
                  .charAt(0);
    };
  }

  /**
   * Letters of Spanish days, as in L-V and S, D, where it is clear that they are: where one that
   * stands for no day elsewhere stands beside another one. M alone is Monday to others, and S three
   * days to Portuguese.
   */
  private void readLetters() {
    if (!hasDaysOfLetters()) {
      return;
    }
    for (int i = 0; i < found.size(); i++) {
      int day = letter(i);
      if (day > 0) {
        Token token = found.get(i);
        found.set(i, new Token(Kind.DAY, day, token.start(), token.end()));
      }
    }
  }

  private boolean hasDaysOfLetters() {
    for (int i = 0; i < found.size(); i++) {
      int next = i + 1;
      if (next < found.size() && found.get(next).is(Kind.TO, Kind.COMMA, Kind.AND, Kind.STROKE)) {
        next++;
      }
      int first = letter(i);
      int second = letter(next);
      if (first > 0
          && second > 0
          && (SPANISH_ALONE.get(first) || SPANISH_ALONE.get(second) || first + second == WEEKEND)) {
        return true;
      }
    }
    return false;
  }

  /** The day of a single letter that has no other meaning; 0 for everything else. */
  private int letter(int index) {
    if (index >= found.size() || !found.get(index).is(Kind.STRANGE)) {
      return 0;
    }
    Token token = found.get(index);
    String word = text.substring(token.start(), token.end()).replace(".", "");
    return word.length() == 1 ? SPANISH_LETTERS.indexOf(word) + 1 : 0;
  }

  private void next() {
    char c = text.charAt(at);
    if (c == ' ') {
      at++;
    } else if (c == '"') {
      Matcher comment = looking(COMMENT);
      add(Kind.COMMENT, 0, comment.end());
    } else if (!expression() && !time()) {
      sign(c);
    }
  }

  /** The longest expression that has a meaning. */
  private boolean expression() {
    List<Integer> ends = new ArrayList<>();
    Matcher word = WORD.matcher(text);
    int from = at;
    Matcher number = NUMBER.matcher(text).region(at, text.length());
    // Some expressions begin with a number: 24 hours, 7 days a week.
    if (number.lookingAt() && !word.region(at, text.length()).lookingAt()) {
      ends.add(number.end());
      from = blanks(number.end());
    }
    while (ends.size() < Vocabulary.LONGEST
        && from < text.length()
        && word.region(from, text.length()).lookingAt()) {
      ends.add(word.end());
      from = blanks(word.end());
    }
    for (int i = ends.size() - 1; i >= 0; i--) {
      int end = ends.get(i);
      String words = text.substring(at, end).replaceAll(" +", " ");
      Meaning meaning = Vocabulary.of(words);
      if (meaning == null && words.endsWith(".")) {
        meaning = Vocabulary.of(words.substring(0, words.length() - 1));
      }
      if (meaning == null && words.indexOf('.') >= 0) {
        meaning = Vocabulary.of(words.replace(".", ""));
      }
      if (meaning != null && meaning.kind() == Kind.FEAST) {
        add(Kind.NUMBER, meaning.value() % 100, at);
        add(Kind.MONTH, meaning.value() / 100, end);
        return true;
      }
      if (meaning != null) {
        add(meaning.kind(), meaning.value(), end);
        return true;
      }
    }
    if (!ends.isEmpty() && !Character.isDigit(text.charAt(at))) {
      add(Kind.STRANGE, 0, ends.get(0));
      return true;
    }
    return false;
  }

  private boolean time() {
    Matcher date = ISO_DATE.matcher(text).region(at, text.length());
    if (date.lookingAt()) {
      try {
        add(Kind.DATE, (int) LocalDate.parse(date.group()).toEpochDay(), date.end());
      } catch (DateTimeException e) {
        add(Kind.STRANGE, 0, date.end());
      }
      return true;
    }
    Matcher half = HALF_DAY.matcher(text).region(at, text.length());
    if (half.lookingAt() && number(half, 1) <= 12 && number(half, 2) < 60) {
      int hour = number(half, 1) % 12;
      add(
          Kind.HALF_DAY_TIME,
          hour * 60 + number(half, 2) + (half.group(3).equals("p") ? Span.NOON : 0),
          half.end());
      return true;
    }
    for (Pattern pattern : List.of(CLOCK, HOUR)) {
      Matcher clock = pattern.matcher(text).region(at, text.length());
      if (clock.lookingAt()) {
        int minute = number(clock, 1) * 60 + (clock.groupCount() > 1 ? number(clock, 2) : 0);
        add(Kind.TIME, minute, clock.end());
        return true;
      }
    }
    Matcher number = NUMBER.matcher(text).region(at, text.length());
    if (!number.lookingAt()) {
      return false;
    }
    Matcher compact = COMPACT.matcher(text).region(at, text.length());
    if (compact.lookingAt() && isBesideADash(compact.end()) && !isYears(number.group())) {
      add(Kind.TIME, number(compact, 1) * 60 + number(compact, 2), compact.end());
    } else if (number.group().length() > 4) {
      add(Kind.STRANGE, 0, number.end());
    } else {
      add(Kind.NUMBER, Integer.parseInt(number.group()), number.end());
    }
    return true;
  }

  private boolean isBesideADash(int end) {
    int after = blanks(end);
    boolean before =
        !found.isEmpty()
            && found.getLast().is(Kind.TO)
            && found.size() > 1
            && found.get(found.size() - 2).is(Kind.TIME);
    return before || (after < text.length() && text.charAt(after) == '-');
  }

  /** True for a year, or the first of two with a dash between. */
  private boolean isYears(String digits) {
    Matcher years = YEARS.matcher(text).region(at, text.length());
    return digits.startsWith("202") || years.lookingAt();
  }

  private void sign(char c) {
    boolean doubled = at + 1 < text.length() && text.charAt(at + 1) == c;
    switch (c) {
      case ',' -> add(Kind.COMMA, 0, at + 1);
      case ';' -> add(Kind.SEMICOLON, 0, at + 1);
      case '\n' -> add(Kind.BREAK, 0, at + 1);
      case '+' -> add(Kind.PLUS, 0, at + 1);
      case ':' -> add(Kind.COLON, 0, at + 1);
      case '[' -> add(Kind.OPENING_BRACKET, 0, at + 1);
      case ']' -> add(Kind.CLOSING_BRACKET, 0, at + 1);
      case '.' -> add(Kind.FILLER, 0, at + 1);
      case '|' -> add(doubled ? Kind.OTHERWISE : Kind.BREAK, 0, at + (doubled ? 2 : 1));
      case '/' -> add(isBetweenBlanks() ? Kind.BREAK : Kind.STROKE, 0, at + 1);
      default -> add(Kind.STRANGE, 0, at + 1);
    }
  }

  private boolean isBetweenBlanks() {
    return (at == 0 || text.charAt(at - 1) == ' ')
        && (at + 1 == text.length() || text.charAt(at + 1) == ' ');
  }

  private void add(Kind kind, int value, int end) {
    found.add(new Token(kind, value, at, end));
    at = end;
  }

  private int blanks(int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) == ' ') {
      end++;
    }
    return end;
  }

  private Matcher looking(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      throw new IllegalStateException("no " + pattern);
    }
    return matcher;
  }

  private static int number(Matcher matcher, int group) {
    String digits = matcher.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }
}
