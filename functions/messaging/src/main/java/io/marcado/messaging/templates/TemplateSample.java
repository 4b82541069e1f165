package io.marcado.messaging.templates;

import io.marcado.messaging.texts.SmsText;
import org.jspecify.annotations.Nullable;

/**
 * A message as it would go out, in an answer.
 *
 * @param subject null for an SMS
 * @param encoding null for an e-mail, as the next three
 * @param parts in how many messages it goes, and is paid
 * @param length in units of the encoding
 */
record TemplateSample(
    @Nullable String subject,
    String text,
    SmsText.@Nullable Encoding encoding,
    @Nullable Integer parts,
    @Nullable Integer length) {

  static TemplateSample of(BusinessTexts.Sms sms) {
    SmsText text = sms.text();
    return new TemplateSample(
        null, text.body(), text.encoding(), text.parts().size(), text.length());
  }

  static TemplateSample of(BusinessTexts.Email email) {
    return new TemplateSample(email.subject(), email.text(), null, null, null);
  }

  int partCount() {
    return parts == null ? 1 : parts;
  }
}
