package io.marcado.messaging.whatsapp;

import io.marcado.platform.http.CommonProblem;
import io.marcado.platform.http.Problem;

/** The answers to calls of the webhook that are not dealt with. */
final class WhatsAppProblems {
  private WhatsAppProblems() {}

  static Problem of(WebhookRefusal refusal) {
    return switch (refusal) {
      case WebhookRefusal.NoWebhook _ -> Problem.notFound("number of WhatsApp");
      case WebhookRefusal.NotMeta _ ->
          new Problem(CommonProblem.UNAUTHENTICATED, "Only Meta calls this, and signs it.");
      case WebhookRefusal.TooOften(var waiting) -> Problem.tooManyRequests(waiting);
    };
  }

  static Problem noJson() {
    return new Problem(CommonProblem.MALFORMED_BODY, "The body is no JSON.");
  }
}
