package io.marcado.messaging.whatsapp;

import java.time.Duration;

/** Why a call of the webhook is not dealt with. */
sealed interface WebhookRefusal {
  /** This deployment has no number, or nobody has set up its webhook. */
  record NoWebhook() implements WebhookRefusal {}

  /** It is not Meta that calls. */
  record NotMeta() implements WebhookRefusal {}

  /**
   * The address has tried too often.
   *
   * @param waiting until it may try again
   */
  record TooOften(Duration waiting) implements WebhookRefusal {}
}
