package io.marcado.messaging.texts;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.marcado.senders.email.EmailSender;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The texts of messages, from the templates {@code messages/<locale>/<template>.mustache}. They are
 * short: with usual names each fits into one part of an SMS, of 160 characters, once its accents
 * are folded. A code or token comes first, so that a locked screen shows it.
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

  /** The dots of a cut at the end of a sentence, with the sentence's full stop. */
  private static final Pattern FOUR_STOPS = Pattern.compile("\\.{4,}");

  /** Blanks of other widths, as the JDK puts before PM: one would make a whole SMS UCS-2. */
  private static final Pattern BLANK = Pattern.compile("\\p{Zs}");

  // Plain text: an escaped ampersand would arrive as one.
  private final Mustache.Compiler compiler =
      Mustache.compiler().escapeHTML(false).emptyStringIsFalse(true);
  private final Map<String, Template> templates = new ConcurrentHashMap<>();

  /**
   * A text in one language.
   *
   * @param template locale and name of its template, for example {@code pt/confirmed}
   */
  public record Text(String template, String body) {
    /** Hides the text, which may hold a code. */
    @Override
    public String toString() {
      return "Text " + template;
    }
  }

  /**
   * Writes a text in the words of a locale, or in those of its language, or in English.
   *
   * @param template the template's name
   */
  public Text write(String template, Locale locale, Contents contents) {
    String words = wordsOf(template, locale);
    String path = words + "/" + template;
    Template compiled = templates.computeIfAbsent(path, this::compile);
    return new Text(path, plain(compiled.execute(contents.values(formats(words, locale)))));
  }

  /** How days and times are written beside these words. */
  private static Locale formats(String words, Locale locale) {
    Locale ofWords = Locale.forLanguageTag(words);
    return locale.getLanguage().equals(ofWords.getLanguage()) ? locale : ofWords;
  }

  private static String plain(String text) {
    String blanks = BLANK.matcher(text).replaceAll(" ");
    return FOUR_STOPS.matcher(TWO_STOPS.matcher(blanks).replaceAll(".")).replaceAll("...");
  }

  /**
   * Writes a text by a template that is none of these.
   *
   * @param words the locale of its words
   * @throws com.samskivert.mustache.MustacheException when it cannot be written
   */
  public String fill(String template, Locale words, Locale locale, Contents contents) {
    Locale formats = formats(words.toLanguageTag(), locale);
    return plain(compiler.compile(template).execute(contents.values(formats))).strip();
  }

  /**
   * The template that the words of a locale have, as it stands; of its language, or in English.
   *
   * @param template the template's name
   */
  public String source(String template, Locale locale) {
    return read(wordsOf(template, locale) + "/" + template);
  }

  /** Writes the subject of an e-mail, which ends where mailboxes would cut it. */
  public String writeSubject(String template, Locale locale, Contents contents) {
    return cut(write("subjects/" + template, locale, contents).body());
  }

  /** A subject that ends where mailboxes would cut it. */
  public static String cut(String subject) {
    if (subject.length() <= LONGEST_SUBJECT) {
      return subject;
    }
    boolean halved = Character.isHighSurrogate(subject.charAt(LONGEST_SUBJECT - 1));
    return subject.substring(0, halved ? LONGEST_SUBJECT - 1 : LONGEST_SUBJECT).strip();
  }

  private static String wordsOf(String template, Locale locale) {
    return Locales.of(locale).stream()
        .filter(words -> has(words + "/" + template))
        .findFirst()
        .orElse(FALLBACK);
  }

  private static boolean has(String path) {
    return MessageTexts.class.getResource(resource(path)) != null;
  }

  private Template compile(String path) {
    return compiler.compile(read(path));
  }

  private static String read(String path) {
    try (@Nullable InputStream text = MessageTexts.class.getResourceAsStream(resource(path))) {
      if (text == null) {
        throw new IllegalStateException("there is no text " + path);
      }
      return new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String resource(String path) {
    return "/io/marcado/messaging/messages/" + path + ".mustache";
  }
}
