package io.marcado.bookings.scheduling;

import io.marcado.domain.Actor;
import io.marcado.domain.PersonId;
import java.time.Instant;
import java.util.Optional;

/**
 * The question whether a time can be booked, and why.
 *
 * @param clientId a client for whom staff ask what that one would be told; empty for the actor
 */
public record ExplainQuestion(
    Actor actor, SlotRequest slot, Optional<PersonId> clientId, Instant now) {}
