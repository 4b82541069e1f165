package io.marcado.domain;

/**
 * What a business has signed up for. The throttling of its stage is a safety net well above the
 * plan's own limits.
 */
public enum Plan {
  FREE(20, 40),
  STARTER(50, 100),
  PRO(200, 400),
  ENTERPRISE(1_000, 2_000);

  private final int requestsPerSecond;
  private final int burst;

  Plan(int requestsPerSecond, int burst) {
    this.requestsPerSecond = requestsPerSecond;
    this.burst = burst;
  }

  /** Lasting rate of requests that the stage lets through. */
  public int requestsPerSecond() {
    return requestsPerSecond;
  }

  /** Requests that the stage lets through at once. */
  public int burst() {
    return burst;
  }
}
