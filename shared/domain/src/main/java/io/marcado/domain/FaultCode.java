package io.marcado.domain;

/**
 * What kind of fault a value has. Stable, so that a page in another language can say it in its own
 * words.
 */
public enum FaultCode {
  /** It is missing. */
  REQUIRED("required"),
  /** It is null where null means nothing. */
  NOT_NULL("not-null"),
  /** The request has no such field or parameter. */
  UNKNOWN_FIELD("unknown-field"),
  /** It has another JSON type. */
  TYPE("type"),
  /** It has not the form that it must have. */
  PATTERN("pattern"),
  /** The number, date or time lies outside its bounds, or off its grid. */
  OUT_OF_RANGE("out-of-range"),
  /** It has too many characters, bytes or entries. */
  TOO_LONG("too-long"),
  /** It has too few characters or entries. */
  TOO_SHORT("too-short"),
  /** It is none of the values that there are. */
  NOT_ONE_OF("not-one-of"),
  /** The same is there twice. */
  DUPLICATE("duplicate"),
  /** It leads to nothing that is there. */
  UNKNOWN_REFERENCE("unknown-reference"),
  /** It conflicts with other values, or with the present state. */
  CONFLICT("conflict"),
  /** It is a password that others would try first. */
  GUESSABLE("guessable"),
  /** The caller may not set it. */
  NOT_ALLOWED("not-allowed");

  private final String text;

  FaultCode(String text) {
    this.text = text;
  }

  /** The code in an answer. */
  public String text() {
    return text;
  }
}
