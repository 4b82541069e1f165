package io.marcado.platform.words;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The phrases of one subject in one language. */
public final class Words {
  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

  private final Language language;
  private final Properties phrases = new Properties();
  private final DateTimeFormatter when;

  private Words(Class<?> subject, Language language) {
    this.language = language;
    String file = language.tag() + ".properties";
    try (Reader text =
        new InputStreamReader(
            Objects.requireNonNull(subject.getResourceAsStream(file), file),
            StandardCharsets.UTF_8)) {
      phrases.load(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // Figures alone: names of days and months differ from one release of Java to the next.
    when = DateTimeFormatter.ofPattern(phrase("when"), Locale.ROOT);
  }

  /**
   * Those of a subject in every language, which are read at once, so that no request waits.
   *
   * @param subject a class; the phrases are in files beside it, one for each language
   */
  public static Map<Language, Words> about(Class<?> subject) {
    Map<Language, Words> all = new EnumMap<>(Language.class);
    for (Language language : Language.values()) {
      all.put(language, new Words(subject, language));
    }
    return all;
  }

  public Language language() {
    return language;
  }

  public boolean has(String name) {
    return phrases.containsKey(name);
  }

  /** A phrase, which there must be. */
  public String phrase(String name) {
    return Objects.requireNonNull(phrases.getProperty(name), name);
  }

  /** A phrase with places like {@code {from}}. What fills one is never read as a place itself. */
  public String phrase(String name, Map<String, String> values) {
    return PLACE
        .matcher(phrase(name))
        .replaceAll(
            place ->
                Matcher.quoteReplacement(
                    Objects.requireNonNull(values.get(place.group(1)), place.group(1))));
  }

  /** A date and time as its readers write them. */
  public String when(LocalDateTime local) {
    return when.format(local);
  }
}
