package io.marcado.bookings.store;

import java.time.Instant;

/**
 * How much of a business's time one client may have.
 *
 * @param binds true for what clients and visitors do; what staff do is never refused
 * @param ahead most bookings that have not ended, at most {@value #MOST}
 * @param overlapping most of them at the same time
 * @param changes most bookings and moves within an hour, at most {@value #MOST}
 */
public record ClientAllowance(boolean binds, int ahead, int overlapping, int changes, Instant now) {
  /** The conditions on so many places fit into one expression. */
  public static final int MOST = 20;

  /** The same for what is never refused, such as taking a request back. */
  public ClientAllowance unbound() {
    return new ClientAllowance(false, ahead, overlapping, changes, now);
  }
}
