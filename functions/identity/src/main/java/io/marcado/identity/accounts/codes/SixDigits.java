package io.marcado.identity.accounts.codes;

import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Readers;
import java.util.regex.Pattern;

/** Codes as people type them: those that are sent, and those an authenticator app shows. */
public final class SixDigits {
  private static final Pattern FORM = Pattern.compile("[0-9]{6}");

  private SixDigits() {}

  /** Reads one from a body. */
  public static FieldReader<String> reader() {
    return Readers.matching(FORM, "six digits");
  }

  /** True for what has the form of one. */
  public static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }
}
