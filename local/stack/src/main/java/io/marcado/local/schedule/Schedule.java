package io.marcado.local.schedule;

/**
 * A schedule of a group, as EventBridge Scheduler keeps it.
 *
 * @param expression {@code at(…)}, {@code rate(…)} or {@code cron(…)}
 * @param zone of the expression
 * @param targetArn a queue or a function
 * @param input what the target gets
 * @param definition the request that made it, as JSON, which reads give back
 * @param deleteAfterCompletion a one-time schedule goes when it has fired
 * @param createdAt ISO-8601; recurring schedules count from here
 * @param lastRun ISO-8601; empty before the first
 */
public record Schedule(
    String group,
    String name,
    String expression,
    String zone,
    String targetArn,
    String input,
    String definition,
    boolean deleteAfterCompletion,
    boolean enabled,
    String createdAt,
    String lastRun) {

  String key() {
    return group + "/" + name;
  }

  Schedule ranAt(String instant) {
    return new Schedule(
        group,
        name,
        expression,
        zone,
        targetArn,
        input,
        definition,
        deleteAfterCompletion,
        enabled,
        createdAt,
        instant);
  }
}
