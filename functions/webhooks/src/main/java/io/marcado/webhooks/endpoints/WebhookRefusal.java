package io.marcado.webhooks.endpoints;

import io.marcado.domain.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Why something cannot be done with a webhook. */
public sealed interface WebhookRefusal {

  /** The request has faulty values. */
  record Faulty(List<Fault> faults) implements WebhookRefusal {
    public Faulty {
      faults = List.copyOf(faults);
    }
  }

  /** There is no such thing. */
  record NotFound(String noun) implements WebhookRefusal {}

  /**
   * Another version was to be changed.
   *
   * @param version the present one
   */
  record Stale(long version) implements WebhookRefusal {}

  /** Another request came before with the same Idempotency-Key. */
  record KeyReused() implements WebhookRefusal {}

  /** The plan has room for no more. */
  record TooMany(int most) implements WebhookRefusal {}

  /**
   * Too many secrets sign already.
   *
   * @param until when the next one of them ends
   */
  record TooManySecrets(Instant until) implements WebhookRefusal {}

  /** The webhook is told nothing now. */
  record Disabled() implements WebhookRefusal {}

  /** It was done too often. */
  record TooOften(Duration retryAfter) implements WebhookRefusal {}
}
