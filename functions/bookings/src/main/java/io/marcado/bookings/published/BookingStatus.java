package io.marcado.bookings.published;

/** The status of a booking. */
public enum BookingStatus {
  /**
   * Keeps its time for a while. It is no booking yet: no list, no event and nobody is told of it.
   */
  HELD(true, true),
  /** Waits for approval, and keeps its time meanwhile. */
  PENDING(true, true),
  CONFIRMED(true, true),
  COMPLETED(true, false),
  NO_SHOW(true, false),
  CANCELLED(false, false),
  REJECTED(false, false),
  /** Was HELD or PENDING for too long. */
  EXPIRED(false, false);

  private final boolean keepsTime;
  private final boolean open;

  BookingStatus(boolean keepsTime, boolean open) {
    this.keepsTime = keepsTime;
    this.open = open;
  }

  /** False when the booking's time is free for others. */
  public boolean keepsTime() {
    return keepsTime;
  }

  /** True while it can be cancelled and moved. */
  public boolean isOpen() {
    return open;
  }
}
