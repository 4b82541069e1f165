package io.marcado.domain.time;

/** Who may book in an opening window, from the most open to the least. */
public enum WindowBooking {
  /** Everybody; what becomes of a booking is as the business decides for all. */
  DIRECT,
  /** By appointment: what a client books waits until the business has approved it. */
  APPROVAL,
  /** Only staff; clients are not offered it. */
  STAFF;

  /** True when somebody who reaches this far may book there. */
  public boolean isReachedBy(WindowBooking reach) {
    return compareTo(reach) <= 0;
  }

  /** The next more open one; itself for the most open. */
  public WindowBooking lessReaching() {
    return switch (this) {
      case DIRECT, APPROVAL -> DIRECT;
      case STAFF -> APPROVAL;
    };
  }
}
