package io.marcado.platform.tenant;

import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Schema;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;

/** Reads a language, and perhaps a region, as BCP 47 writes them. */
public final class LocaleReader {
  private static final int LONGEST = 35;

  private LocaleReader() {}

  /** A language tag such as {@code pt-BR}; the language must be one that there are texts in. */
  public static FieldReader<Locale> locale() {
    FieldReader<Locale> reader =
        (value, pointer, faults) -> {
          if (!value.isTextual()) {
            faults.add(pointer, FaultCode.TYPE, "must be a string");
            return null;
          }
          Locale locale = tagged(value.textValue());
          Optional<Fault> fault = OrganizationSettings.localeFault(pointer, locale);
          fault.ifPresent(faults::add);
          return fault.isPresent() ? null : locale;
        };
    return reader.takes(
        Schema.string()
            .with("pattern", "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
            .with("maxLength", LONGEST));
  }

  /** The locale of a tag; that of no language for a text that is no tag. */
  private static Locale tagged(String text) {
    try {
      return text.length() <= LONGEST
          ? new Locale.Builder().setLanguageTag(text).build()
          : Locale.ROOT;
    } catch (IllformedLocaleException _) {
      return Locale.ROOT;
    }
  }
}
