package io.marcado.messaging.templates;

import io.marcado.domain.Channel;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A text that was kept, in an answer.
 *
 * @param subject null for an SMS
 * @param preview how it goes out with usual names
 */
record SavedTemplateView(
    TemplateKind kind,
    Channel channel,
    String locale,
    @Nullable String subject,
    String text,
    Instant updatedAt,
    TemplateSample preview) {

  static SavedTemplateView of(OwnTemplate own, TemplateSample preview) {
    return new SavedTemplateView(
        own.key().kind(),
        own.key().channel(),
        own.key().locale().toLanguageTag(),
        own.subject().orElse(null),
        own.text(),
        own.updatedAt(),
        preview);
  }
}
