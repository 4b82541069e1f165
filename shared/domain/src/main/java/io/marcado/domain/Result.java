package io.marcado.domain;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The outcome of an action that may be refused. A refusal is an answer to a request that we do not
 * grant. A failure, such as a table that does not answer, is an exception.
 *
 * @param <T> the value when it was done
 * @param <R> why it was refused
 */
public sealed interface Result<T, R> {

  /** It was done. */
  record Done<T, R>(T value) implements Result<T, R> {}

  /** It was refused, and nothing was changed by it. */
  record Refused<T, R>(R refusal) implements Result<T, R> {}

  static <T, R> Result<T, R> done(T value) {
    return new Done<>(value);
  }

  static <T, R> Result<T, R> refused(R refusal) {
    return new Refused<>(refusal);
  }

  /** Refused for this reason, or done where there is none. */
  static <T, R> Result<T, R> unless(Optional<R> refusal, Supplier<? extends T> value) {
    return refusal.<Result<T, R>>map(Refused::new).orElseGet(() -> new Done<>(value.get()));
  }

  /** Done with the value if it is present, otherwise refused. */
  static <T, R> Result<T, R> of(Optional<T> value, R refusal) {
    return value.<Result<T, R>>map(Done::new).orElseGet(() -> new Refused<>(refusal));
  }

  /** The same refusal, or another value. */
  default <U> Result<U, R> map(Function<? super T, ? extends U> next) {
    return switch (this) {
      case Done<T, R>(T value) -> new Done<>(next.apply(value));
      case Refused<T, R>(R refusal) -> new Refused<>(refusal);
    };
  }

  /** The same refusal, or the result of the next step. */
  default <U> Result<U, R> then(Function<? super T, Result<U, R>> next) {
    return switch (this) {
      case Done<T, R>(T value) -> next.apply(value);
      case Refused<T, R>(R refusal) -> new Refused<>(refusal);
    };
  }

  /** The same value, or another refusal. */
  default <S> Result<T, S> mapRefusal(Function<? super R, ? extends S> next) {
    return switch (this) {
      case Done<T, R>(T value) -> new Done<>(value);
      case Refused<T, R>(R refusal) -> new Refused<>(next.apply(refusal));
    };
  }

  /** Why it was refused; empty when it was done. */
  default Optional<R> whyRefused() {
    return this instanceof Refused<T, R>(R refusal) ? Optional.of(refusal) : Optional.empty();
  }

  /**
   * The value.
   *
   * @throws X the exception that the refusal becomes
   */
  default <X extends RuntimeException> T orElseThrow(Function<? super R, X> exception) {
    return switch (this) {
      case Done<T, R>(T value) -> value;
      case Refused<T, R>(R refusal) -> throw exception.apply(refusal);
    };
  }
}
