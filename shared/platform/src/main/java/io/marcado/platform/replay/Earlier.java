package io.marcado.platform.replay;

/**
 * What an earlier request under the same Idempotency-Key has made.
 *
 * @param <T> what such a request makes
 */
public sealed interface Earlier<T> {

  /** Nothing: this is the first request. */
  record None<T>() implements Earlier<T> {}

  /** The same request came before and made this. */
  record Replayed<T>(T made) implements Earlier<T> {}

  /** Another request came before with the same key. */
  record KeyReused<T>() implements Earlier<T> {}
}
