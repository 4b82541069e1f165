package io.marcado.tenants.hours;

/**
 * One piece of a text of hours.
 *
 * @param value what the kind says of it; 0 for kinds without a value
 * @param start where it begins in the text
 * @param end where it ends
 */
record Token(Kind kind, int value, int start, int end) {
  enum Kind {
    /** A day of the week; the value is its number from 1, Monday. */
    DAY,
    /** Several days of the week; the value has a bit for each, Monday the lowest. */
    DAYS,
    /** A month from 1. */
    MONTH,
    /** A date of a certain year; the value is its epoch day. */
    DATE,
    /** Minutes since midnight. */
    TIME,
    /** The same of the first half of a day or the second, as with am and pm. */
    HALF_DAY_TIME,
    /** Digits, whatever they mean; the value is the number. */
    NUMBER,
    /** Public holidays. */
    HOLIDAY,
    /** School holidays. */
    SCHOOL_HOLIDAY,
    /** One date of every year, by its name: it stands for a number and a month. */
    FEAST,
    /** Easter Sunday. */
    EASTER,
    /** The word before numbers of weeks. */
    WEEK,
    /** At all times. */
    ALWAYS,
    /** All day. */
    ALL_DAY,
    /** Closed. */
    OFF,
    /** Open. */
    OPEN,
    /** Open or not, one must ask. */
    UNKNOWN,
    /** By appointment. */
    APPOINTMENT,
    /** A time by the sun. */
    SUN,
    /** A closing that nobody states. */
    LATE,
    /** A text in quotes. */
    COMMENT,
    /** From one to the other. */
    TO,
    /** Also between times of one day. */
    AND,
    COMMA,
    SEMICOLON,
    /** A new line, or a stroke between blanks. */
    BREAK,
    /** A double stroke. */
    OTHERWISE,
    PLUS,
    STROKE,
    COLON,
    OPENING_BRACKET,
    CLOSING_BRACKET,
    /** A word that says nothing here. */
    FILLER,
    /** Anything else. */
    STRANGE
  }

  /** True for one that nobody wrote: the day of a feast. */
  boolean isImplied() {
    return start == end;
  }

  boolean is(Kind... kinds) {
    for (Kind one : kinds) {
      if (kind == one) {
        return true;
      }
    }
    return false;
  }
}
