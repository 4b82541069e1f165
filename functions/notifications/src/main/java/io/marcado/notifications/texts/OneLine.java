package io.marcado.notifications.texts;

import java.text.Normalizer;

/** Names as they may stand in a text. */
final class OneLine {
  private OneLine() {}

  /**
   * The name on one line: no control characters, no line breaks, nothing invisible, and no longer
   * than so many characters.
   */
  static String of(String name, int longest) {
    StringBuilder line = new StringBuilder(name.length());
    Normalizer.normalize(name, Normalizer.Form.NFC)
        .codePoints()
        .forEach(
            character -> {
              switch (Character.getType(character)) {
                case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR ->
                    line.append(' ');
                // Direction marks and zero-width characters make a name read as something else.
                case Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> {}
                default -> line.appendCodePoint(character);
              }
            });
    String clean = line.toString().replaceAll(" {2,}", " ").strip();
    if (clean.codePointCount(0, clean.length()) <= longest) {
      return clean;
    }
    String dots = "...";
    int end = clean.offsetByCodePoints(0, longest - dots.length());
    return clean.substring(0, end).strip() + dots;
  }
}
