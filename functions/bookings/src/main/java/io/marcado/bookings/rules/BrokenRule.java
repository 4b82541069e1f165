package io.marcado.bookings.rules;

/**
 * A rule that a start or a duration breaks.
 *
 * @param detail what the rule asks for, in words for the person who asked
 */
public record BrokenRule(SchedulingRule rule, String detail) {

  /** The member of the request body that breaks it, as a JSON pointer. */
  public String pointer() {
    return rule == SchedulingRule.DURATION ? "/durationMinutes" : "/start";
  }
}
