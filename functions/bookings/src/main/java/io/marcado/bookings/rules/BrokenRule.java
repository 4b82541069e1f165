package io.marcado.bookings.rules;

/**
 * A rule that a start or a duration breaks.
 *
 * @param detail what the rule demands, in words for the caller
 */
public record BrokenRule(SchedulingRule rule, String detail) {

  /** The member of the request body that breaks it, as a JSON pointer. */
  public String pointer() {
    return rule == SchedulingRule.DURATION ? "/durationMinutes" : "/start";
  }
}
