package io.marcado.platform.events;

import io.marcado.platform.logging.RequestLog;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** A function that a schedule starts. It may be started twice, or late. */
@SuppressWarnings("rawtypes") // Lambda hands over a JSON object, whatever is in it
public abstract class ScheduledTask extends EventFunction<Map, String> {
  private final RequestLog log = getApplicationContext().getBean(RequestLog.class);
  private final InstantSource clock = getApplicationContext().getBean(InstantSource.class);

  protected ScheduledTask() {
    super(Map.class);
  }

  /** Does the work that is due. Throws when it is to be tried again. */
  protected abstract void run(Instant now);

  /**
   * The same, for a task that an operator may also start, with a wish in the event.
   *
   * @return what the operator is told
   */
  protected String run(Map<?, ?> event, Instant now) {
    run(now);
    return "done";
  }

  @Override
  final String handle(Map event) {
    if (event.containsKey("marcado")) {
      return "warm";
    }
    long started = System.nanoTime();
    String id = String.valueOf(event.get("id"));
    try (RequestLog.Scope scope = log.open(Optional.empty(), id, id)) {
      String told;
      try {
        told = run((Map<?, ?>) event, now());
      } catch (RuntimeException e) {
        scope.failed(e);
        scope.finished(getClass(), 500, System.nanoTime() - started);
        throw e;
      }
      scope.finished(getClass(), 200, System.nanoTime() - started);
      return told;
    }
  }

  /** To the millisecond, as in a request: what is stored and shown has no finer one. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
