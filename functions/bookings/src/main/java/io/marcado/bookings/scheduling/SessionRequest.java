package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.ClassPlace;
import java.util.function.Function;

/**
 * A request of an actor to book seats of a session.
 *
 * @param details the rest of the request, once the session has said which time it is
 */
public record SessionRequest(ClassPlace place, Function<SlotRequest, BookingRequest> details) {}
