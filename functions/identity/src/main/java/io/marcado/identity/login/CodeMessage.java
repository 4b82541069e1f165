package io.marcado.identity.login;

import java.util.Locale;

/**
 * The text that carries a code: the code first, so that it shows on a locked screen, then whom it
 * is for. The name is what the business calls itself; nothing of the request gets in here.
 */
final class CodeMessage {
  /** Longer names would push the text beyond two parts. */
  private static final int LONGEST_NAME = 40;

  private CodeMessage() {}

  static String text(Locale locale, String businessName, String code) {
    String name = shortened(businessName);
    return switch (locale.getLanguage()) {
      case "pt" ->
          "%s é o seu código para entrar em %s. Vale por 5 minutos. Não o passe a ninguém."
              .formatted(code, name);
      case "es" ->
          "%s es su código para entrar en %s. Vale 5 minutos. No lo comparta con nadie."
              .formatted(code, name);
      default ->
          "%s is your code to log in to %s. It is good for 5 minutes. Share it with nobody."
              .formatted(code, name);
    };
  }

  private static String shortened(String name) {
    String line = name.replaceAll("\\s+", " ").strip();
    return line.codePointCount(0, line.length()) <= LONGEST_NAME
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST_NAME - 1)) + "…";
  }
}
