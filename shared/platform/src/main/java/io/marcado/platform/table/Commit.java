package io.marcado.platform.table;

import io.marcado.domain.Result;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The outcome of a {@link Transaction}.
 *
 * @param <R> why it was refused
 */
public sealed interface Commit<R> {

  /** All of it is written. */
  record Written<R>() implements Commit<R> {}

  /** Nothing is written, since the data has changed since the read: read and decide again. */
  record Stale<R>() implements Commit<R> {}

  /** Nothing is written: one write was refused, and it has a reason. */
  record Refused<R>(R refusal) implements Commit<R> {}

  /**
   * The result for {@link OptimisticRetry}.
   *
   * @param value the value once all is written
   * @return empty when the data has changed since the read
   */
  default <T> Optional<Result<T, R>> result(Supplier<? extends T> value) {
    return switch (this) {
      case Written<R> _ -> Optional.of(Result.done(value.get()));
      case Refused<R>(R refusal) -> Optional.of(Result.refused(refusal));
      case Stale<R> _ -> Optional.empty();
    };
  }
}
