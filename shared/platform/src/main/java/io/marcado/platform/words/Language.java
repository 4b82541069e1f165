package io.marcado.platform.words;

import java.util.Locale;

/** The languages that there are words in. */
public enum Language {
  PT_BR("pt-BR"),
  PT_PT("pt-PT"),
  ES("es"),
  EN("en");

  private final String tag;

  Language(String tag) {
    this.tag = tag;
  }

  /** Its BCP 47 tag. */
  public String tag() {
    return tag;
  }

  /**
   * The language for a reader. Everywhere but in Brazil, Portuguese is that of Portugal (as in
   * CLDR), and without a country it is that of Brazil. English is for all who have no other.
   */
  public static Language of(Locale locale) {
    return switch (locale.getLanguage()) {
      case "pt" ->
          locale.getCountry().isEmpty() || locale.getCountry().equals("BR") ? PT_BR : PT_PT;
      case "es" -> ES;
      default -> EN;
    };
  }
}
