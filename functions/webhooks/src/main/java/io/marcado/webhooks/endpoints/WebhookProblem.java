package io.marcado.webhooks.endpoints;

import io.marcado.platform.http.ProblemCode;

/** Problems of webhooks. */
enum WebhookProblem implements ProblemCode {
  TOO_MANY_WEBHOOKS("too-many-webhooks", 409, "The plan has room for no more webhooks"),
  TOO_MANY_SECRETS("too-many-secrets", 409, "Too many secrets sign already"),
  WEBHOOK_DISABLED("webhook-disabled", 409, "The webhook is disabled");

  private final Kind kind;

  WebhookProblem(String code, int status, String title) {
    this.kind = new Kind(code, status, title);
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
