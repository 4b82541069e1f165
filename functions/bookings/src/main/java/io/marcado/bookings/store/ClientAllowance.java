package io.marcado.bookings.store;

import java.time.Instant;
import java.util.Optional;

/**
 * How much of a business's time one client may have. Anybody may name a client's phone without a
 * login, so what visitors book for it has places of its own, and takes none of the client's.
 *
 * @param binding whose limits bind the actor; empty for staff, whom none refuses
 * @param ofClient what the client may have who is signed in
 * @param ofVisitors what visitors may have for the client's phone
 * @param overlapping most bookings at the same time, of the client's own and of the visitors'
 */
public record ClientAllowance(
    Optional<By> binding, Share ofClient, Share ofVisitors, int overlapping, Instant now) {
  /** The conditions on so many places fit into one expression. */
  public static final int MOST = 20;

  /** Who books for a client. */
  public enum By {
    /** The client. */
    CLIENT(""),
    /** Somebody without a login. */
    VISITOR("v");

    private final String mark;

    By(String mark) {
      this.mark = mark;
    }

    /** Begins the number of one of its places. */
    String mark() {
      return mark;
    }
  }

  /**
   * Places of one kind.
   *
   * @param ahead most bookings that have not ended, at most {@value #MOST}
   * @param changes most bookings and moves within an hour, at most {@value #MOST}
   */
  public record Share(int ahead, int changes) {}

  /** The share of one kind. */
  Share of(By by) {
    return by == By.CLIENT ? ofClient : ofVisitors;
  }

  /** True for what clients and visitors do. */
  boolean binds() {
    return binding.isPresent();
  }

  /** The same for what a client asked for itself. */
  public ClientAllowance ofClient(Instant when) {
    return new ClientAllowance(Optional.of(By.CLIENT), ofClient, ofVisitors, overlapping, when);
  }

  /** The same for what is never refused, such as taking a request back. */
  public ClientAllowance unbound() {
    return new ClientAllowance(Optional.empty(), ofClient, ofVisitors, overlapping, now);
  }
}
