package io.marcado.platform.deadline;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * When the present invocation must be done, so that it gives an answer of its own before Lambda or
 * API Gateway ends it. The kernel sets one for each invocation; whatever waits or tries again keeps
 * to it. Measured by the machine's steady clock: nobody moves it, not even the local stack.
 *
 * <p>It is bound to the thread of the invocation. Threads started meanwhile have none unless the
 * task is {@linkplain #during run within it}.
 */
public final class Deadline {
  private static final ScopedValue<Deadline> CURRENT = ScopedValue.newInstance();

  private final long nanos;

  private Deadline(long nanos) {
    this.nanos = nanos;
  }

  /** A deadline so much later than now. */
  public static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** The one that is set; empty where nobody waits, as in tools and tests. */
  public static Optional<Deadline> current() {
    return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
  }

  /** True when so much time is left, or no deadline is set. */
  public static boolean leaves(Duration needed) {
    return current().map(deadline -> deadline.left().compareTo(needed) >= 0).orElse(true);
  }

  /** The time that is left, zero or more. */
  public Duration left() {
    return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
  }

  /** Does something that keeps to this deadline. */
  public <T> T during(Supplier<T> task) {
    return ScopedValue.where(CURRENT, this).call(task::get);
  }
}
