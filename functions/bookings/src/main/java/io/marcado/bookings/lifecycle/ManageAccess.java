package io.marcado.bookings.lifecycle;

import io.marcado.domain.BookingId;
import io.marcado.domain.ManageToken;
import java.util.Optional;

/**
 * Which manage token opens a booking, as the booking keeps it.
 *
 * @param salt one half of what the token is derived from; the sender of the request has the other
 * @param hash of the token
 */
public record ManageAccess(String salt, String hash) {

  /**
   * The access by a new token.
   *
   * @param seed as in {@link ManageToken#derived}
   * @param salt random
   */
  public static ManageAccess of(BookingId bookingId, String seed, String salt) {
    return new ManageAccess(salt, ManageToken.derived(bookingId, seed, salt).hash());
  }

  /** The token that this seed belongs to, if it is the right seed. */
  Optional<ManageToken> token(BookingId bookingId, String seed) {
    return Optional.of(ManageToken.derived(bookingId, seed, salt)).filter(this::admits);
  }

  /** True for the right token. It takes as long for a wrong one. */
  boolean admits(ManageToken token) {
    return token.hasHash(hash);
  }

  /** Hides what a token could be found by. */
  @Override
  public String toString() {
    return "ManageAccess";
  }
}
