package io.marcado.schedules;

/** Schedules messages: at its time, each goes to the queue of due messages. */
public interface MessageSchedule {

  /** Plans a message. Idempotent: an existing schedule of its name stays as it is. */
  void plan(DueMessage message);
}
