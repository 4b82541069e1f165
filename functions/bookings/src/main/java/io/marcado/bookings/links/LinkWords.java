package io.marcado.bookings.links;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/** The words of the page behind a link, and of what follows from no tap, in one language. */
public final class LinkWords {
  private static final Map<Language, LinkWords> ALL = new EnumMap<>(Language.class);

  static {
    for (Language language : Language.values()) {
      ALL.put(language, new LinkWords(language));
    }
  }

  private final Language language;
  private final Properties phrases = new Properties();
  private final DateTimeFormatter when;

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

  private LinkWords(Language language) {
    this.language = language;
    try (Reader text =
        new InputStreamReader(
            Objects.requireNonNull(
                LinkWords.class.getResourceAsStream(language.tag + ".properties"), language.tag),
            StandardCharsets.UTF_8)) {
      phrases.load(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // Figures alone: names of months differ from one release of Java to the next.
    when = DateTimeFormatter.ofPattern(phrase("when"), Locale.ROOT);
  }

  static LinkWords of(Locale locale) {
    return Objects.requireNonNull(ALL.get(Language.of(locale)));
  }

  /** Why a booking was cancelled that its client did not confirm, for the message about it. */
  public static String notConfirmed(Locale locale) {
    return of(locale).phrase("not-confirmed");
  }

  /** Its tag, for the page. */
  String tag() {
    return language.tag;
  }

  String phrase(String name) {
    return Objects.requireNonNull(phrases.getProperty(name), name);
  }

  /** A phrase with a time in it. */
  String phrase(String name, String time) {
    return phrase(name).replace("{when}", time);
  }

  /** The day of the week, date and time; with the offset where clocks show them twice. */
  String when(LocalDateTime local, Optional<ZoneOffset> offset) {
    return phrase("day." + local.getDayOfWeek().getValue())
        + ", "
        + when.format(local)
        + offset.map(twice -> " (UTC" + twice.getId() + ")").orElse("");
  }

  /** Whose clocks show it. */
  String zone(String id) {
    return phrase("zone")
        .replace("{zone}", id.substring(id.lastIndexOf('/') + 1).replace('_', ' '));
  }
}
