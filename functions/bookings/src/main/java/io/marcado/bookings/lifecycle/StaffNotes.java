package io.marcado.bookings.lifecycle;

import java.util.Optional;

/**
 * What the business keeps with a booking for itself. No client, visitor or guest sees it, and no
 * message or event has it.
 *
 * @param notes for the team
 * @param priceReason why staff changed the price
 */
public record StaffNotes(Optional<String> notes, Optional<String> priceReason) {
  /** Nothing. */
  public static final StaffNotes NONE = new StaffNotes(Optional.empty(), Optional.empty());

  /** Hides the texts. */
  @Override
  public String toString() {
    return "StaffNotes";
  }
}
