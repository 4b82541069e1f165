package io.marcado.messaging.texts;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;
import java.util.stream.Stream;

/** In whose words a text for somebody may be. */
public final class Locales {
  private static final String PORTUGUESE = "pt";
  private static final String OF_BRAZIL = "pt-BR";
  private static final String OF_PORTUGAL = "pt-PT";

  /** Those that there are words in, each with what other countries use of it. */
  public static final List<Locale> TEXTS =
      Stream.of(OF_BRAZIL, OF_PORTUGAL, "es", "en").map(Locale::forLanguageTag).toList();

  private Locales() {}

  /**
   * The tags of a locale's texts, the best first: those of the country, then of the language.
   * Everywhere but in Brazil, Portuguese is that of Portugal (as in CLDR), and without a country it
   * is that of Brazil.
   */
  public static List<String> of(Locale locale) {
    String language = locale.getLanguage();
    SequencedSet<String> tags = new LinkedHashSet<>();
    tags.add(locale.toLanguageTag());
    tags.add(language + "-" + locale.getCountry());
    if (language.equals(PORTUGUESE)) {
      boolean ofBrazil = locale.getCountry().isEmpty() || locale.getCountry().equals("BR");
      tags.add(ofBrazil ? OF_BRAZIL : OF_PORTUGAL);
    }
    tags.add(language);
    return tags.stream().filter(tag -> !tag.isEmpty() && !tag.endsWith("-")).toList();
  }
}
