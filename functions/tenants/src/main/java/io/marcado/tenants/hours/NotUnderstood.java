package io.marcado.tenants.hours;

/**
 * A part of a text that its reader could not use.
 *
 * @param text the part
 * @param position where it begins, characters from 0
 * @param reason why
 */
public record NotUnderstood(String text, int position, Reason reason) {
  /** Why a part cannot be used. */
  public enum Reason {
    /** No word or sign of hours. */
    UNKNOWN_WORD,
    /** A time without an end, or an end that is none. */
    NO_TIME_SPAN,
    /** A time by the sun: it is another each day. */
    SUN,
    /** We know no school holidays. */
    SCHOOL_HOLIDAYS,
    /** Holidays, of a country whose holidays we do not know. */
    HOLIDAYS_OF_NO_COUNTRY,
    /** Holidays on certain dates or days of the week only. */
    SOME_HOLIDAYS,
    /** A remark. What it stands by is understood without it. */
    REMARK,
    /** A day, date or week that there is not. */
    NO_DATE,
    /** Dates that are over. */
    PAST,
    /** Dates of which a later part of the text says something else. */
    OVERRIDDEN,
    /** Understood, but settings cannot say it. */
    NOT_IN_SETTINGS
  }

  /** True when what is understood may be used without it. */
  public boolean isHarmless() {
    return reason == Reason.REMARK || reason == Reason.PAST;
  }
}
