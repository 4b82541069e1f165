package io.marcado.bookings.realign;

import io.marcado.domain.time.LocalStart;
import java.time.Instant;
import java.util.Comparator;

/** A booking or session that does not begin at its agreed local start. */
sealed interface Displaced permits Realigned, RealignedSession {
  /** One after another they are in each other's way: the one that moves ahead goes first. */
  Comparator<Displaced> AWAY_FROM_EACH_OTHER =
      Comparator.comparing(Displaced::isLater)
          .thenComparing(
              (one, other) ->
                  one.isLater()
                      ? other.from().compareTo(one.from())
                      : one.from().compareTo(other.from()));

  /** The local start that was agreed on. */
  LocalStart agreed();

  /** When it began. */
  Instant from();

  /** When it is to begin. */
  Instant to();

  /** The local start that it is to have. */
  LocalStart localStart();

  /**
   * True when people still wait for it. By new rules of its zone, what seems to have begun may be
   * ahead. A booking that has begun when the business moves to another zone stays.
   */
  default boolean isAhead(Instant now) {
    boolean sameZone = agreed().zone().equals(localStart().zone());
    return from().isAfter(now) || (sameZone && to().isAfter(now));
  }

  private boolean isLater() {
    return to().isAfter(from());
  }
}
