package io.marcado.bookings.published;

import java.util.Optional;

/**
 * Who comes, besides the client whose phone it is: a child of the client, or a guest.
 *
 * @param name 1 to 100 characters
 * @param notes about this person, at most 500 characters
 */
public record Attendee(String name, Optional<String> notes) {

  /** Hides who it is. */
  @Override
  public String toString() {
    return "Attendee";
  }
}
