package io.marcado.local.clock;

import io.marcado.local.storage.Documents;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The system's clock plus an offset that only grows and is kept over restarts. */
public final class LocalClock implements InstantSource {
  private static final String OFFSET = "offset";

  private final InstantSource system;
  private final Documents documents;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile Duration offset;

  public LocalClock(InstantSource system, Documents documents) {
    this.system = system;
    this.documents = documents;
    this.offset =
        documents.get(OFFSET).map(String::trim).map(Duration::parse).orElse(Duration.ZERO);
  }

  @Override
  public Instant instant() {
    return system.instant().plus(offset);
  }

  /**
   * Moves the clock forward and returns when everything that fell due has been set going.
   *
   * @throws IllegalArgumentException for a negative duration, or one that leaves the range of dates
   */
  public Instant advance(Duration duration) {
    synchronized (this) {
      if (duration.isNegative()) {
        throw new IllegalArgumentException("The clock moves forward only");
      }
      Duration moved;
      try {
        moved = offset.plus(duration);
        if (system.instant().plus(moved).isAfter(Instant.parse("9000-01-01T00:00:00Z"))) {
          throw new IllegalArgumentException("The clock ends in the year 9000");
        }
      } catch (ArithmeticException | java.time.DateTimeException e) {
        throw new IllegalArgumentException("The clock ends in the year 9000", e);
      }
      documents.put(OFFSET, moved.toString());
      offset = moved;
    }
    listeners.forEach(Runnable::run);
    return instant();
  }

  /** Called after each advance, before it returns. */
  public void onAdvance(Runnable listener) {
    listeners.add(listener);
  }
}
