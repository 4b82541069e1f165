package io.marcado.bookings.lifecycle;

/**
 * A session with free seats.
 *
 * @param seats how many are left
 */
public record SeatsLeft(ClassSession session, int seats) {}
