package io.marcado.tenants.hours;

import io.marcado.tenants.hours.Token.Kind;
import java.util.List;

/** Tokens of a text, read one after the other with a look at what comes. */
class TokenReader {
  final String text;
  final List<Token> tokens;

  /** The next token. */
  int at;

  /** Where the last token that was taken ends in the text. */
  int end;

  TokenReader(String text) {
    this.text = text;
    tokens = Tokens.of(text).stream().filter(token -> !token.is(Kind.FILLER)).toList();
  }

  void take(int count) {
    for (int i = 0; i < count; i++) {
      end = Math.max(end, tokens.get(at).end());
      at++;
    }
  }

  boolean isYear(int index) {
    if (!is(index, Kind.NUMBER)) {
      return false;
    }
    int value = tokens.get(index).value();
    return value >= 2000 && value < 2100;
  }

  boolean isDayBeforeMonth(int index) {
    return is(index, Kind.NUMBER)
        && tokens.get(index).value() >= 1
        && tokens.get(index).value() <= 31
        && is(index + 1, Kind.MONTH);
  }

  /** As in 24-26 December. */
  boolean isDaysBeforeMonth(int index) {
    return is(index, Kind.NUMBER)
        && is(index + 1, Kind.TO)
        && isDayBeforeMonth(index + 2)
        && tokens.get(index).value() <= tokens.get(index + 2).value();
  }

  /** True when a number is an hour by what comes after it, as in Jun 9-18h. */
  boolean isHours(int index) {
    return is(index + 1, Kind.TO) && is(index + 2, Kind.TIME, Kind.HALF_DAY_TIME);
  }

  String textOf(int first, int until) {
    return text.substring(tokens.get(first).start(), tokens.get(until - 1).end());
  }

  boolean is(int index, Kind... kinds) {
    return index >= 0 && index < tokens.size() && tokens.get(index).is(kinds);
  }
}
