package io.marcado.webhooks.deliveries;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import io.marcado.webhooks.endpoints.SigningSecret;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The headers by which a receiver knows that a request is ours, by Standard Webhooks. */
final class Signatures {
  private Signatures() {}

  /**
   * The headers of a request.
   *
   * @param secrets each signs; their signatures stand beside each other
   * @param eventId the same for each try
   */
  static Map<String, String> headers(
      List<SigningSecret> secrets, String eventId, Instant now, String body) {
    long seconds = now.getEpochSecond();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("webhook-id", eventId);
    headers.put("webhook-timestamp", Long.toString(seconds));
    headers.put(
        "webhook-signature",
        secrets.stream()
            .map(secret -> signature(secret, eventId, seconds, body))
            .collect(Collectors.joining(" ")));
    return headers;
  }

  private static String signature(SigningSecret secret, String eventId, long seconds, String body) {
    try {
      return new Webhook(secret.bytes()).sign(eventId, seconds, body);
    } catch (EmptyWebhookSecretException | WebhookSigningException e) {
      throw new IllegalStateException("a webhook cannot be signed", e);
    }
  }
}
