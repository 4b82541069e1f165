package io.marcado.tenants.settings;

import io.marcado.domain.FaultCode;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Schema;
import java.util.IllformedLocaleException;
import java.util.Locale;

/** Reads a language, and perhaps a region, as BCP 47 writes them. */
public final class LocaleReader {
  private static final int LONGEST = 35;

  private LocaleReader() {}

  /** A language tag such as {@code pt-BR}; the language must be one of ISO 639. */
  public static FieldReader<Locale> locale() {
    FieldReader<Locale> reader =
        (value, pointer, faults) -> {
          if (value.isTextual() && value.textValue().length() <= LONGEST) {
            try {
              Locale locale = new Locale.Builder().setLanguageTag(value.textValue()).build();
              if (OrganizationSettings.isLanguage(locale)) {
                return locale;
              }
            } catch (IllformedLocaleException _) {
              // Not a tag: the fault below says so.
            }
          }
          faults.add(
              pointer,
              value.isTextual() ? FaultCode.NOT_ONE_OF : FaultCode.TYPE,
              "must be a language tag such as pt-BR, en or es");
          return null;
        };
    return reader.takes(
        Schema.string()
            .with("pattern", "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
            .with("maxLength", LONGEST));
  }
}
