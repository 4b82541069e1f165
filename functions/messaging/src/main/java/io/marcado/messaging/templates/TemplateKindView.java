package io.marcado.messaging.templates;

import io.marcado.domain.Channel;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message that a business may word, in an answer. */
record TemplateKindView(
    TemplateKind kind, TemplateKind.Audience audience, List<Told> variables, List<Words> texts) {
  TemplateKindView {
    variables = List.copyOf(variables);
    texts = List.copyOf(texts);
  }

  /**
   * What its text may tell.
   *
   * @param name in templates
   * @param mandatory true when no text may lack it
   * @param mayBeEmpty true when it stands in a section
   */
  record Told(String name, String sample, boolean mandatory, boolean mayBeEmpty) {}

  /**
   * Its text by one channel in the words of one locale.
   *
   * @param defaultSubject null for an SMS
   * @param own null while ours goes out
   */
  record Words(
      Channel channel,
      String locale,
      @Nullable String defaultSubject,
      String defaultText,
      @Nullable Own own) {}

  /** The text of the business. */
  record Own(@Nullable String subject, String text, Instant updatedAt) {
    static Own of(OwnTemplate own) {
      return new Own(own.subject().orElse(null), own.text(), own.updatedAt());
    }
  }
}
