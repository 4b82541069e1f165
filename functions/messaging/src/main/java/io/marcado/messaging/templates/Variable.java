package io.marcado.messaging.templates;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What texts tell, by its name in templates. Each is a plain text, and only LINK makes a link. */
enum Variable {
  BUSINESS(true, true),
  SERVICE(true, false),
  RESOURCES(true, false),
  WHEN(true, true),
  SEATS(false, false),
  WHO(false, false),
  FROM(false, false),
  TIMES(false, false),
  REASON(false, false),
  /** The address of a page at which the client confirms to come, or cancels. */
  LINK(true, false),
  /** Of the e-mail, for its text; empty elsewhere. */
  SUBJECT(false, false);

  private final boolean always;
  private final boolean mandatory;

  Variable(boolean always, boolean mandatory) {
    this.always = always;
    this.mandatory = mandatory;
  }

  static Optional<Variable> of(String name) {
    return Arrays.stream(values()).filter(variable -> variable.key().equals(name)).findFirst();
  }

  /** Its name in templates. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** False for one that may be empty, so that it stands in a section. */
  boolean always() {
    return always;
  }

  /** True for one without which nobody knows who writes, or about what. */
  boolean mandatory() {
    return mandatory;
  }
}
