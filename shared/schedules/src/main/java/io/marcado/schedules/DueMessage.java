package io.marcado.schedules;

import java.time.Instant;

/** A message that is due later. */
public interface DueMessage {

  /** The name of its schedule, the same for the same message; at most 64 characters. */
  String scheduleName();

  /** When it is due, in the future. */
  Instant dueAt();

  /** The payload that goes to the queue of due messages then. */
  String toJson();
}
