package io.marcado.bookings.scheduling;

import io.marcado.identity.published.ClientRecords.ClientDraft;

/** For whom a booking is made. */
public sealed interface Whom {

  /** Somebody whose id is certain, since it is the caller's own. */
  record Self(String clientId) implements Whom {}

  /** Somebody that staff name by id. */
  record ById(String clientId) implements Whom {}

  /** Somebody named by phone, who may not be known yet. */
  record ByPhone(ClientDraft client) implements Whom {}
}
