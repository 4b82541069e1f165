package io.marcado.bookings.scheduling;

import io.marcado.domain.PersonId;
import io.marcado.identity.published.ClientRecords.ClientDraft;

/** For whom a booking is made. */
public sealed interface Whom {

  /** The actor itself: its id is certain. */
  record Self(PersonId clientId) implements Whom {}

  /** A client named by id, who may not exist. */
  record ById(PersonId clientId) implements Whom {}

  /** Nobody yet: who holds a time for others says for whom once it is booked. */
  record Unnamed() implements Whom {}

  /** Somebody named in the request. */
  sealed interface Named extends Whom {}

  /** A client named by phone, who may not be known yet. */
  record ByPhone(ClientDraft client) implements Named {}

  /**
   * Somebody who walked in, of whom the business has no phone: there is no client record.
   *
   * @param name 1 to 100 characters
   */
  record WalkIn(String name) implements Named {

    /** Hides who it is. */
    @Override
    public String toString() {
      return "WalkIn";
    }
  }
}
