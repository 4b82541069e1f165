package io.marcado.bookings.rules;

/** The rules of a business that a start and a duration can break. An overlap is none of them. */
public enum SchedulingRule {
  OPENING_HOURS("outside-opening-hours", "opening-hours"),
  NOTICE("too-soon", "notice"),
  HORIZON("too-far-ahead", "horizon"),
  INTERVAL("not-on-interval", "interval"),
  DURATION("duration-not-allowed", "duration");

  private final String code;
  private final String ignoreName;

  SchedulingRule(String code, String ignoreName) {
    this.code = code;
    this.ignoreName = ignoreName;
  }

  /** The stable code of the problem that names this rule. */
  public String code() {
    return code;
  }

  /** What staff write into {@code ignoreRules} to book in spite of it. */
  public String ignoreName() {
    return ignoreName;
  }
}
