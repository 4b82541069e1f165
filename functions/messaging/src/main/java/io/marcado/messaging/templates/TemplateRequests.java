package io.marcado.messaging.templates;

import io.marcado.domain.Channel;
import io.marcado.messaging.texts.Locales;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Readers;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What requests about the texts of messages have in common. */
final class TemplateRequests {
  static final FieldReader<TemplateKind> KIND = Readers.oneOf(TemplateKind.class);

  /** Those by which texts go out. */
  static final FieldReader<Channel> CHANNEL =
      Readers.choice(List.of(Channel.SMS, Channel.EMAIL), Channel::name);

  static final FieldReader<Locale> LOCALE = Readers.choice(Locales.TEXTS, Locale::toLanguageTag);
  static final FieldReader<String> SUBJECT = Readers.text(1, TemplateRules.LONGEST_SUBJECT);
  static final FieldReader<String> TEXT = Readers.text(1, TemplateRules.LONGEST_EMAIL);

  private TemplateRequests() {}

  /** A text as it was sent; lines end and blanks are as everywhere. */
  static OwnTemplate own(OwnTemplate.Key key, Optional<String> subject, String text, Instant now) {
    return new OwnTemplate(key, subject.map(TemplateRequests::plain), plain(text), now);
  }

  private static String plain(String text) {
    return text.replace("\r\n", "\n").replace('\r', '\n').replaceAll("[\\t\\p{Zs}]", " ");
  }
}
