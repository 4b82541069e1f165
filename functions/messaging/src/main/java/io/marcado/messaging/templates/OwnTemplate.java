package io.marcado.messaging.templates;

import io.marcado.domain.Channel;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A text that a business wrote.
 *
 * @param key of which message
 * @param subject of an e-mail; empty for every other message
 * @param text the template
 * @param updatedAt when it was written
 */
public record OwnTemplate(Key key, Optional<String> subject, String text, Instant updatedAt) {

  /**
   * One message, by one channel, in the words of one locale.
   *
   * @param locale such as pt-BR, or a language alone
   */
  public record Key(TemplateKind kind, Channel channel, Locale locale) {}
}
