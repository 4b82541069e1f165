package io.marcado.messaging.bookings;

import io.marcado.domain.Channel;

/**
 * Somebody of the team to whom a message goes.
 *
 * @param channel SMS or EMAIL
 */
public record ToMember(String memberId, Channel channel) {}
