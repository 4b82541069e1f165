package io.marcado.identity.published;

import io.marcado.domain.Role;
import io.marcado.identity.published.notices.BookingNotices;

/**
 * Somebody of the team who may sign in.
 *
 * @param contact how the person is called and reached; phone and e-mail count only where {@code
 *     notices} has the channel
 * @param notices of which bookings the person is told, and how
 */
public record TeamMember(Contact contact, Role role, BookingNotices notices) {}
