package io.marcado.bookings.rules;

/**
 * A rule that a start or a duration breaks.
 *
 * @param detail what the rule demands, in words for the caller
 * @param pointer the member of the request body that breaks it, as a JSON pointer
 */
public record BrokenRule(SchedulingRule rule, String detail, String pointer) {

  public BrokenRule(SchedulingRule rule, String detail) {
    this(rule, detail, rule == SchedulingRule.DURATION ? "/durationMinutes" : "/start");
  }

  /** The same, broken by another member. */
  public BrokenRule at(String other) {
    return new BrokenRule(rule, detail, other);
  }
}
