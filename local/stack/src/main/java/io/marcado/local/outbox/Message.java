package io.marcado.local.outbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What would have been sent.
 *
 * @param channel SMS, WHATSAPP or EMAIL
 * @param to an E.164 phone number or an email address
 * @param body of an e-mail, its subject and its plain text
 * @param sentAt ISO-8601, by the local clock
 * @param raw an e-mail that is more than text, as it would have gone out (MIME); null for all
 *     others
 * @param from the number of the business that sent it; null for the platform's
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Message(
    String channel,
    String to,
    String body,
    String sentAt,
    @Nullable String raw,
    @Nullable String from) {
  /** One from the platform. */
  public Message(String channel, String to, String body, String sentAt, @Nullable String raw) {
    this(channel, to, body, sentAt, raw, null);
  }

  /** One of text alone. */
  public Message(String channel, String to, String body, String sentAt) {
    this(channel, to, body, sentAt, null, null);
  }
}
