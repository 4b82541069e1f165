package io.marcado.bookings.scheduling;

import io.marcado.domain.PersonId;
import io.marcado.identity.published.ClientRecords.ClientDraft;

/** For whom a booking is made. */
sealed interface Whom {

  /** The actor itself: its id is certain. */
  record Self(PersonId clientId) implements Whom {}

  /** A client named by id, who may not exist. */
  record ById(PersonId clientId) implements Whom {}

  /** A client named by phone, who may not be known yet. */
  record ByPhone(ClientDraft client) implements Whom {}
}
