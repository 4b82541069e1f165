package io.marcado.identity.published;

/**
 * How a business stands to one of its clients.
 *
 * @param contact how the client is called and reached
 * @param phoneProved true once a code that was sent to the phone came back at this business
 * @param barred true for a client from whom the business takes no bookings
 */
public record ClientStanding(Contact contact, boolean phoneProved, boolean barred) {}
