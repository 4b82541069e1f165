package io.marcado.bookings.explain;

import io.marcado.bookings.ledger.TakenTime;
import io.marcado.domain.BlockId;
import io.marcado.domain.time.Interval;
import java.util.List;
import java.util.Optional;

/**
 * A block that has time of resources.
 *
 * @param taken its time of each of them
 * @param reason as far as the caller may know it
 */
public record BlockingTime(
    BlockId id, Interval time, List<TakenTime> taken, Optional<String> reason) {
  public BlockingTime {
    taken = List.copyOf(taken);
  }

  /** Hides the reason. */
  @Override
  public String toString() {
    return "BlockingTime " + id;
  }
}
