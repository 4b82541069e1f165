package io.marcado.bookings.published;

import java.util.Optional;

/**
 * The people as a booking names them. The record of a client whom we know is not changed by a
 * booking, so what was typed with it is kept here.
 *
 * @param attendee who comes, if it was said
 * @param client name and e-mail of the client, if the booking named the client by phone, and the
 *     name of somebody who walked in
 */
public record NamedPeople(Optional<Attendee> attendee, Optional<GivenClient> client) {
  /** A booking by a client for itself, or one that staff made for a client by id. */
  public static final NamedPeople NOBODY = new NamedPeople(Optional.empty(), Optional.empty());

  /**
   * A client's name and e-mail as they were typed.
   *
   * @param name 1 to 100 characters
   */
  public record GivenClient(String name, Optional<String> email) {

    /** Hides who it is. */
    @Override
    public String toString() {
      return "GivenClient";
    }
  }

  /** Those of a booking for somebody without a client record. */
  public static NamedPeople walkIn(Optional<Attendee> who) {
    return new NamedPeople(
        who, who.map(attendee -> new GivenClient(attendee.name(), Optional.empty())));
  }

  /** Who comes: as it was said, else the client as it was named. */
  public Optional<Attendee> comes() {
    return attendee.or(() -> client.map(given -> new Attendee(given.name(), Optional.empty())));
  }

  /** The same with another attendee. */
  public NamedPeople attendedBy(Optional<Attendee> other) {
    return new NamedPeople(other, client);
  }
}
