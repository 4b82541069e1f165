package io.marcado.messaging.texts;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.marcado.senders.email.EmailSender;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The texts of messages, from the templates {@code messages/<language>/<template>.mustache}. They
 * are short: most fit into two SMS segments, which have 134 characters if the text has an accent. A
 * code or token comes first, so that a locked screen shows it.
 *
 * <p>No text has anything that a stranger may have written to the phone that it goes to, not even a
 * name: a public booking takes any phone. See {@link Appointment#comes}.
 */
@Singleton
public final class MessageTexts {
  private static final String FALLBACK = "en";
  private static final int LONGEST_SUBJECT = EmailSender.LONGEST_SUBJECT;

  /** Where a sentence ends with what has its own full stop, such as "p.m."; three are a cut. */
  private static final Pattern TWO_STOPS = Pattern.compile("(?<!\\.)\\.\\.(?!\\.)");

  // Plain text: an escaped ampersand would arrive as one.
  private final Mustache.Compiler compiler =
      Mustache.compiler().escapeHTML(false).emptyStringIsFalse(true);
  private final Map<String, Template> templates = new ConcurrentHashMap<>();

  /**
   * A text in one language.
   *
   * @param template language and name of its template, for example {@code pt/confirmed}
   */
  public record Text(String template, String body) {
    /** Hides the text, which may hold a code. */
    @Override
    public String toString() {
      return "Text " + template;
    }
  }

  /**
   * Writes a text in the language of a locale, with English as the fallback.
   *
   * @param template the template's name
   */
  public Text write(String template, Locale locale, Contents contents) {
    String language = languageOf(template, locale);
    Locale formats =
        locale.getLanguage().equals(Locale.of(language).getLanguage())
            ? locale
            : Locale.of(language);
    String path = language + "/" + template;
    String body = templates.computeIfAbsent(path, this::compile).execute(contents.values(formats));
    return new Text(path, TWO_STOPS.matcher(body).replaceAll("."));
  }

  /** Writes the subject of an e-mail, which ends where mailboxes would cut it. */
  public String writeSubject(String template, Locale locale, Contents contents) {
    String subject = write("subjects/" + template, locale, contents).body();
    if (subject.length() <= LONGEST_SUBJECT) {
      return subject;
    }
    boolean halved = Character.isHighSurrogate(subject.charAt(LONGEST_SUBJECT - 1));
    return subject.substring(0, halved ? LONGEST_SUBJECT - 1 : LONGEST_SUBJECT).strip();
  }

  private static String languageOf(String template, Locale locale) {
    return List.of(locale.toLanguageTag(), locale.getLanguage(), FALLBACK).stream()
        .filter(language -> !language.isEmpty() && has(language + "/" + template))
        .findFirst()
        .orElse(FALLBACK);
  }

  private static boolean has(String path) {
    return MessageTexts.class.getResource(resource(path)) != null;
  }

  private Template compile(String path) {
    try (@Nullable InputStream text = MessageTexts.class.getResourceAsStream(resource(path))) {
      if (text == null) {
        throw new IllegalStateException("there is no text " + path);
      }
      return compiler.compile(new String(text.readAllBytes(), StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String resource(String path) {
    return "/io/marcado/messaging/messages/" + path + ".mustache";
  }
}
