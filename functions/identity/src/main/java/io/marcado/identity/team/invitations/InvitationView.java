package io.marcado.identity.team.invitations;

import io.marcado.domain.Role;
import java.time.Instant;

/** An invitation as the API shows it. */
record InvitationView(
    String invitationId,
    Role role,
    String name,
    String phone,
    String invitedBy,
    Instant createdAt,
    Instant expiresAt) {

  static InvitationView of(Invitation invitation) {
    return new InvitationView(
        invitation.id(),
        invitation.role(),
        invitation.name(),
        invitation.phone().e164(),
        invitation.invitedBy(),
        invitation.createdAt(),
        invitation.expiresAt());
  }

  /** Hides the personal data. */
  @Override
  public String toString() {
    return "InvitationView " + invitationId;
  }
}
