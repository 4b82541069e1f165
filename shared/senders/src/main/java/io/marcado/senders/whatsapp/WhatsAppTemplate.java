package io.marcado.senders.whatsapp;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An approved template, filled in.
 *
 * @param name as it was approved
 * @param language whose words the template should have: Portuguese of Portugal or of Brazil,
 *     Spanish or English, which every other language gets
 * @param parameters of its text, in their order: one line each, of 1 to {@value #LONGEST_PARAMETER}
 *     characters
 * @param button parameter of its button: the text that it copies, or the end of its address
 */
public record WhatsAppTemplate(
    String name, Locale language, List<String> parameters, Optional<String> button)
    implements WhatsAppMessage {
  /** Longest parameter, in characters. */
  public static final int LONGEST_PARAMETER = 1_024;

  /** Longest code, in characters. */
  public static final int LONGEST_CODE = 15;

  private static final Locale OF_BRAZIL = Locale.forLanguageTag("pt-BR");
  private static final Pattern CODE = Pattern.compile("[0-9A-Za-z]{1," + LONGEST_CODE + "}");

  /** WhatsApp refuses these in a parameter. */
  private static final Pattern NO_LINE = Pattern.compile("[\\n\\r\\t]| {5}");

  /**
   * @throws IllegalArgumentException when a parameter is blank, too long, or more than a line
   */
  public WhatsAppTemplate {
    parameters = List.copyOf(parameters);
    parameters.forEach(WhatsAppTemplate::check);
    button.ifPresent(WhatsAppTemplate::check);
  }

  /** A template without a button. */
  public static WhatsAppTemplate of(String name, Locale language, String... parameters) {
    return new WhatsAppTemplate(name, language, List.of(parameters), Optional.empty());
  }

  /**
   * A template of the category «authentication», with a button that copies the code. Its Portuguese
   * is that of Brazil.
   *
   * @throws IllegalArgumentException when it is no code
   */
  public static WhatsAppTemplate ofCode(String name, Locale language, String code) {
    if (!CODE.matcher(code).matches()) {
      throw new IllegalArgumentException("a code of %d characters".formatted(code.length()));
    }
    boolean portuguese = language.getLanguage().equals(OF_BRAZIL.getLanguage());
    return new WhatsAppTemplate(
        name, portuguese ? OF_BRAZIL : language, List.of(code), Optional.of(code));
  }

  private static void check(String parameter) {
    if (parameter.isBlank()
        || parameter.length() > LONGEST_PARAMETER
        || NO_LINE.matcher(parameter).find()) {
      throw new IllegalArgumentException(
          "a parameter of %d characters, or of several lines".formatted(parameter.length()));
    }
  }

  /** Hides the parameters, which may hold a code. */
  @Override
  public String toString() {
    return "WhatsAppTemplate " + name;
  }
}
