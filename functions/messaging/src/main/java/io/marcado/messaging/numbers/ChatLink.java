package io.marcado.messaging.numbers;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The link that opens a chat with a number.
 *
 * @see <a href="https://faq.whatsapp.com/5913398998672934">How to use click to chat</a>
 */
final class ChatLink {
  private ChatLink() {}

  /** With the first words typed already, in the language of the business. */
  static String to(LinkedNumber number, Locale locale) {
    String words =
        switch (locale.getLanguage()) {
          case "pt" -> "Olá!";
          case "es" -> "¡Hola!";
          default -> "Hello!";
        };
    return "https://wa.me/%s?text=%s"
        .formatted(number.digits(), URLEncoder.encode(words, StandardCharsets.UTF_8));
  }
}
