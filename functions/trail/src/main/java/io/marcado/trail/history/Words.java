package io.marcado.trail.history;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/** The words of a history in one language. */
final class Words {
  private static final Map<Language, Words> ALL = new EnumMap<>(Language.class);

  static {
    for (Language language : Language.values()) {
      ALL.put(language, new Words(language));
    }
  }

  private final Properties phrases = new Properties();
  private final DateTimeFormatter when;

  /** The languages that there are words in. */
  private enum Language {
    PT_BR("pt-BR"),
    PT_PT("pt-PT"),
    ES("es"),
    EN("en");

    private final String tag;

    Language(String tag) {
      this.tag = tag;
    }

    /** Portuguese is that of Portugal but in Brazil, and English is for all who have no other. */
    private static Language of(Locale locale) {
      return switch (locale.getLanguage()) {
        case "pt" ->
            locale.getCountry().isEmpty() || locale.getCountry().equals("BR") ? PT_BR : PT_PT;
        case "es" -> ES;
        default -> EN;
      };
    }
  }

  private Words(Language language) {
    try (Reader text =
        new InputStreamReader(
            Objects.requireNonNull(
                Words.class.getResourceAsStream(language.tag + ".properties"), language.tag),
            StandardCharsets.UTF_8)) {
      phrases.load(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // Figures alone: names of days and months differ from one release of Java to the next.
    when = DateTimeFormatter.ofPattern(phrase("when"), Locale.ROOT);
  }

  /** Those for a reader with this locale. */
  static Words of(Locale locale) {
    return Objects.requireNonNull(ALL.get(Language.of(locale)));
  }

  boolean has(String name) {
    return phrases.containsKey(name);
  }

  String phrase(String name) {
    return Objects.requireNonNull(phrases.getProperty(name), name);
  }

  /** A phrase with what it was and what it is. */
  String phrase(String name, String from, String to) {
    return fill(phrase(name), from, to);
  }

  String when(LocalDateTime local) {
    return when.format(local);
  }

  // By parts, so that what somebody is called is never read as a place to fill.
  private static String fill(String phrase, String from, String to) {
    StringBuilder text = new StringBuilder();
    for (String part : phrase.split("(?=\\{)|(?<=})")) {
      text.append(
          switch (part) {
            case "{from}" -> from;
            case "{to}" -> to;
            default -> part;
          });
    }
    return text.toString();
  }
}
