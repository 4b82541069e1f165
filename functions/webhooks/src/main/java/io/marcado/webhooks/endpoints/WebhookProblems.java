package io.marcado.webhooks.endpoints;

import io.marcado.domain.Fault;
import io.marcado.platform.http.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The problem that each refusal becomes. No other class makes problems. */
public final class WebhookProblems {
  private WebhookProblems() {}

  /** The answer to a refusal. */
  public static Problem of(WebhookRefusal refusal) {
    return switch (refusal) {
      case WebhookRefusal.Faulty(List<Fault> faults) -> Problem.invalid(faults);
      case WebhookRefusal.NotFound(String noun) -> Problem.notFound(noun);
      case WebhookRefusal.Stale(long version) -> Problem.stale(version);
      case WebhookRefusal.KeyReused _ -> Problem.keyReused();
      case WebhookRefusal.TooMany(int most) ->
          new Problem(
              WebhookProblem.TOO_MANY_WEBHOOKS,
              "The plan has room for %d. Remove one, or take another plan.".formatted(most));
      case WebhookRefusal.Disabled _ ->
          new Problem(
              WebhookProblem.WEBHOOK_DISABLED,
              "Enable the webhook first; see PATCH /webhooks/{webhookId}.");
      case WebhookRefusal.TooOften(Duration retryAfter) -> Problem.tooManyRequests(retryAfter);
      case WebhookRefusal.TooManySecrets(Instant until) ->
          new Problem(
                  WebhookProblem.TOO_MANY_SECRETS,
                  "The secret was replaced several times within a day, and the earlier ones still"
                      + " sign. Try again when one of them has ended.")
              .with("endsAt", until);
    };
  }
}
