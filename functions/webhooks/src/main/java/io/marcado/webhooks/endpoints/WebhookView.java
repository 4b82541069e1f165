package io.marcado.webhooks.endpoints;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as it is answered.
 *
 * @param stopped why Marcado disabled it; null when Marcado did not
 * @param failingSince since when every try has failed; null while the receiver answers
 * @param previousSecretUntil until when the secret before the last rotation signs too; null when it
 *     does not
 * @param secret in the answer that made it and nowhere else
 */
record WebhookView(
    String webhookId,
    String url,
    List<String> eventTypes,
    @Nullable String description,
    boolean enabled,
    @Nullable StoppedView stopped,
    @Nullable Instant failingSince,
    @Nullable Instant previousSecretUntil,
    Instant createdAt,
    Instant updatedAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret) {

  record StoppedView(Webhook.Reason reason, Instant at) {}

  /** Without the secret. */
  static WebhookView of(Webhook webhook, Instant now) {
    return of(webhook, now, Optional.empty());
  }

  /** With the secret, where it has just been made. */
  static WebhookView of(Webhook webhook, Instant now, Optional<SigningSecret> made) {
    return new WebhookView(
        webhook.id(),
        webhook.url(),
        webhook.eventTypes(),
        webhook.description().orElse(null),
        webhook.enabled(),
        webhook.stopped().map(why -> new StoppedView(why.reason(), why.at())).orElse(null),
        webhook.failingSince().orElse(null),
        webhook.secrets().stream()
            .skip(1)
            .filter(secret -> secret.isGood(now))
            .findFirst()
            .flatMap(Webhook.Sealed::until)
            .orElse(null),
        webhook.createdAt(),
        webhook.updatedAt(),
        made.map(SigningSecret::text).orElse(null));
  }

  /** Hides the secret and the URL. */
  @Override
  public String toString() {
    return "WebhookView " + webhookId;
  }
}
