package io.marcado.identity.team.invitations;

import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.util.List;

/** The invitations to one phone, for the erasure of its holder. */
@Singleton
public final class InvitationsOfPhone {
  private final InvitationStore invitations;

  InvitationsOfPhone(InvitationStore invitations) {
    this.invitations = invitations;
  }

  /** The writes that remove them, whatever became of them; at most eleven, and never refused. */
  public List<Write> removal(TenantId tenant, PhoneNumber phone) {
    return invitations.removal(tenant, phone);
  }
}
