package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.domain.Result;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Something that is cached for a few seconds. What it allows is done at once; nothing is refused
 * because of a stale copy.
 *
 * @param copy reads the cache
 * @param fresh reads the table, and renews the cache
 */
record Cached<C>(Supplier<C> copy, Supplier<C> fresh) {

  /**
   * Decides by the copy. A refusal that may come from a stale one is decided again by what is read
   * anew, unless that is the same.
   */
  <T> Result<T, BookingRefusal> decide(Function<C, Result<T, BookingRefusal>> decision) {
    C kept = copy.get();
    Result<T, BookingRefusal> decided = decision.apply(kept);
    if (!(decided instanceof Result.Refused<T, BookingRefusal>(BookingRefusal refusal))
        || !refusal.dependsOnSettings()) {
      return decided;
    }
    C present = fresh.get();
    return present.equals(kept) ? decided : decision.apply(present);
  }
}
