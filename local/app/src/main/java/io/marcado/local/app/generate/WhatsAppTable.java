package io.marcado.local.app.generate;

import io.marcado.messaging.templates.TemplateKind;
import io.marcado.messaging.texts.Locales;
import io.marcado.messaging.texts.MessageTexts;
import io.marcado.messaging.texts.WhatsAppWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The templates that an operator registers with WhatsApp, as docs/whatsapp.md lists them. */
final class WhatsAppTable {
  private WhatsAppTable() {}

  static String text() {
    WhatsAppWords words = new WhatsAppWords(new MessageTexts());
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("name", "language", "body"));
    for (TemplateKind kind : TemplateKind.values()) {
      if (kind.audience() == TemplateKind.Audience.CLIENT) {
        for (Locale language : Locales.TEXTS) {
          WhatsAppWords.Approved approved = words.approved(kind.template(), language);
          rows.add(
              List.of(
                  "`" + approved.name() + "`",
                  "`" + language.toLanguageTag().replace('-', '_') + "`",
                  approved.body()));
        }
      }
    }
    return MarkdownTable.of(rows);
  }
}
