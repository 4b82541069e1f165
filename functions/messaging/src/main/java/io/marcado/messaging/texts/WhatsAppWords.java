package io.marcado.messaging.texts;

import io.marcado.senders.whatsapp.WhatsAppTemplate;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The templates of messages about bookings by WhatsApp. Each follows from the text of the SMS, and
 * must be approved under its name in every language of {@link Locales#TEXTS} before it is sent. Its
 * text has two parameters: the business, and all that is about the booking, with what is not always
 * told. It neither begins nor ends with one, which WhatsApp refuses.
 */
public final class WhatsAppWords {
  private static final String PREFIX = "marcado_";
  private static final String BUSINESS = "{{1}}";
  private static final String BOOKING = "{{2}}";

  private static final Pattern SMS =
      Pattern.compile(
          "\\{\\{business}}: (?<says>.*?)"
              + "(?<booking>\\{\\{service}}.*\\{\\{/(?:who|times)}}\\."
              + "(?:\\{\\{#reason}}.*\\{\\{/reason}})?)"
              + "(?<after>[^{}]*)");

  private final MessageTexts texts;

  public WhatsAppWords(MessageTexts texts) {
    this.texts = texts;
  }

  /** A template as it must be approved, of the category «utility», with {@code {{1}}} and so on. */
  public record Approved(String name, Locale language, String body) {}

  /**
   * A template filled in, and what it says then.
   *
   * @param words language and name of its template
   */
  public record Filled(WhatsAppTemplate template, String words, String text) {
    /** Hides the text. */
    @Override
    public String toString() {
      return "Filled " + words;
    }
  }

  /**
   * One language of a template.
   *
   * @param opening all before the business
   * @param says all between the business and the booking
   * @param booking what tells of the booking, as a template of ours
   * @param closing all after that
   */
  private record Parts(String opening, String says, String booking, String closing) {
    String with(String business, String told) {
      return opening + business + says + told + closing;
    }
  }

  /** A template in the language of {@link Locales#TEXTS}. */
  public Approved approved(String template, Locale language) {
    return new Approved(
        PREFIX + template, language, parts(template, language).with(BUSINESS, BOOKING));
  }

  /** Fills the template in, in the language that is next to a locale. */
  public Filled fill(String template, Locale locale, Contents contents) {
    Locale language = language(locale);
    Parts parts = parts(template, language);
    String business = parameter(texts.fill("{{business}}", language, locale, contents));
    String booking = parameter(texts.fill(parts.booking(), language, locale, contents));
    return new Filled(
        WhatsAppTemplate.of(PREFIX + template, language, business, booking),
        "whatsapp/%s/%s".formatted(language.toLanguageTag(), template),
        parts.with(business, booking));
  }

  private Parts parts(String template, Locale language) {
    String source = texts.source(template, language);
    Matcher sms = SMS.matcher(source);
    if (!sms.matches()) {
      throw new IllegalStateException("no template of WhatsApp can be made of " + template);
    }
    String says = ": " + sms.group("says");
    String booking = sms.group("booking");
    String after = sms.group("after");
    // Who writes, and whom to ask: the number that it comes from is not the business's.
    return switch (language.getLanguage()) {
      case "pt" ->
          new Parts("Mensagem de ", says, booking, after + " Dúvidas? Fale com o estabelecimento.");
      case "es" ->
          new Parts("Mensaje de ", says, booking, after + " ¿Dudas? Hable con el establecimiento.");
      default ->
          new Parts("Message from ", says, booking, after + " Questions? Please ask the business.");
    };
  }

  private static Locale language(Locale locale) {
    return Locales.of(locale).stream()
        .map(Locale::forLanguageTag)
        .filter(Locales.TEXTS::contains)
        .findFirst()
        .orElse(Locale.ENGLISH);
  }

  // WhatsApp takes one line, without a gap, that says something.
  private static String parameter(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    String shown = line.isEmpty() ? Names.NOTHING : line;
    return shown.substring(0, Math.min(shown.length(), WhatsAppTemplate.LONGEST_PARAMETER));
  }
}
