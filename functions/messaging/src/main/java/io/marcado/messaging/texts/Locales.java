package io.marcado.messaging.texts;

import io.marcado.platform.words.Language;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;
import java.util.stream.Stream;

/** In whose words a text for somebody may be. */
public final class Locales {
  private static final String PORTUGUESE = "pt";

  /** Those that there are words in, each with what other countries use of it. */
  public static final List<Locale> TEXTS =
      Stream.of(Language.values()).map(Language::tag).map(Locale::forLanguageTag).toList();

  private Locales() {}

  /** The tags of a locale's texts, the best first: those of the country, then of the language. */
  public static List<String> of(Locale locale) {
    String language = locale.getLanguage();
    SequencedSet<String> tags = new LinkedHashSet<>();
    tags.add(locale.toLanguageTag());
    tags.add(language + "-" + locale.getCountry());
    if (language.equals(PORTUGUESE)) {
      tags.add(Language.of(locale).tag());
    }
    tags.add(language);
    return tags.stream().filter(tag -> !tag.isEmpty() && !tag.endsWith("-")).toList();
  }
}
