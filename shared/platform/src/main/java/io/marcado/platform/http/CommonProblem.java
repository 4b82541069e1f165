package io.marcado.platform.http;

/** Problems that any endpoint may answer with. */
public enum CommonProblem implements ProblemCode {
  MALFORMED_BODY("malformed-body", 400, "The body is not what this request takes"),
  VALIDATION_FAILED("validation-failed", 400, "Something in the request is wrong"),
  UNAUTHENTICATED("unauthenticated", 401, "Sign in first"),
  FORBIDDEN("forbidden", 403, "You may not do this"),
  NOT_FOUND("not-found", 404, "Not there"),
  NO_SUCH_ROUTE("no-such-route", 404, "Nothing answers here"),
  NO_SUCH_BUSINESS("no-such-business", 404, "No business has this address"),
  BOOKINGS_OUTSIDE("bookings-outside", 409, "Upcoming bookings would stand outside"),
  STALE_VERSION("stale-version", 412, "It was changed meanwhile"),
  BODY_TOO_LARGE("body-too-large", 413, "The body is too large"),
  IDEMPOTENCY_KEY_REUSED(
      "idempotency-key-reused", 422, "This idempotency key was used for another request"),
  VERSION_REQUIRED("version-required", 428, "The version to be changed is missing"),
  TOO_MANY_REQUESTS("too-many-requests", 429, "Too many requests"),
  INTERNAL("internal-error", 500, "Something went wrong on our side"),
  UNAVAILABLE("unavailable", 503, "Busy; try again shortly"),
  OUTCOME_UNKNOWN("outcome-unknown", 503, "Not known whether it was done");

  private final Kind kind;

  CommonProblem(String code, int status, String title) {
    this.kind = new Kind(code, status, title);
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
