package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.domain.Result;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A value that is cached for a few seconds. A decision by the cache may allow a request, but a
 * stale cache must not refuse one.
 *
 * @param copy reads the cache
 * @param fresh reads the table and refreshes the cache
 */
record Cached<C>(Supplier<C> copy, Supplier<C> fresh) {

  /**
   * Decides by the cached value. If that refuses, it reads the table and decides again, unless the
   * value is still the same.
   */
  <T> Result<T, BookingRefusal> decide(Function<C, Result<T, BookingRefusal>> decision) {
    C kept = copy.get();
    Result<T, BookingRefusal> decided = decision.apply(kept);
    if (!(decided instanceof Result.Refused<T, BookingRefusal>(BookingRefusal refusal))
        || !refusal.dependsOnConfiguration()) {
      return decided;
    }
    C present = fresh.get();
    return present.equals(kept) ? decided : decision.apply(present);
  }
}
