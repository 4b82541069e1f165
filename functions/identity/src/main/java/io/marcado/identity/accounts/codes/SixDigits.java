package io.marcado.identity.accounts.codes;

import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Readers;
import java.util.regex.Pattern;

/** The codes that people type, from a message or an authenticator app. */
public final class SixDigits {
  private static final Pattern FORM = Pattern.compile("[0-9]{6}");

  private SixDigits() {}

  /** Reads one from a body. */
  public static FieldReader<String> reader() {
    return Readers.matching(FORM, "six digits");
  }

  /** True for six digits. */
  public static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }
}
