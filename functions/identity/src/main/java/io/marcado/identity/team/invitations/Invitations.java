package io.marcado.identity.team.invitations;

import io.marcado.domain.Ids;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityProblems;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.accounts.limits.Asker;
import io.marcado.identity.accounts.limits.CodeLimits;
import io.marcado.identity.accounts.limits.LimitedTransaction;
import io.marcado.identity.published.deliveries.AccountMessage;
import io.marcado.identity.team.OwnerNotices;
import io.marcado.identity.team.Rights;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.CommonProblem;
import io.marcado.platform.http.Problem;
import io.marcado.platform.table.ForeignPositionException;
import io.marcado.platform.table.Page;
import io.marcado.platform.table.PageRequest;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.TimeSort;
import io.marcado.platform.table.Transaction;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Invites people to work for a business. What is answered, and what is done, is the same for a
 * phone that has an account, one that was only ever booked with, and one that nobody knows.
 */
@Singleton
final class Invitations {
  private final InvitationStore store;
  private final OwnerNotices owners;
  private final CodeLimits limits;
  private final SecurityEvents events;
  private final Table table;
  private final Ids ids;

  Invitations(
      InvitationStore store,
      OwnerNotices owners,
      CodeLimits limits,
      SecurityEvents events,
      Table table,
      Ids ids) {
    this.store = store;
    this.owners = owners;
    this.limits = limits;
    this.events = events;
    this.table = table;
    this.ids = ids;
  }

  /**
   * What came of an invitation.
   *
   * @param replayed true when the same request had been answered before
   */
  record Invited(Invitation invitation, boolean replayed) {}

  /**
   * Invites a phone. One that it got before and has not accepted is replaced.
   *
   * @throws Problem 403 when somebody above the caller has invited the phone to more; 422 when the
   *     idempotency key was used for something else; 429 beyond the limits of codes
   */
  Invited invite(Call call, InvitationDraft draft) {
    TenantId tenant = call.tenant();
    String id = draft.idempotencyKey().map(key -> derivedId(call, key)).orElseGet(ids::next);
    Invitation invitation =
        new Invitation(
            id,
            draft.role(),
            draft.name(),
            draft.phone(),
            call.person().id().value(),
            draft.hash(),
            Invitation.State.PENDING,
            call.now(),
            call.now().plus(Invitation.LIFETIME),
            Optional.empty());
    for (int look = 1; look <= Transaction.MOST_LOOKS; look++) {
      if (draft.idempotencyKey().isPresent()) {
        Optional<Invitation> earlier = store.find(tenant, id);
        if (earlier.isPresent()) {
          return repeated(earlier.get(), draft);
        }
      }
      if (IdentityProblems.isWritten(writes(call, invitation).commit(table.platformAnd(tenant)))) {
        return new Invited(invitation, false);
      }
      // The same request, or another invitation of this phone, came at the same time.
    }
    throw new TableUnavailableException();
  }

  private LimitedTransaction writes(Call call, Invitation invitation) {
    TenantId tenant = call.tenant();
    LimitedTransaction writes = new LimitedTransaction(call.actor(), call.now());
    Optional<String> last = store.lastId(tenant, invitation.phone());
    last.flatMap(id -> store.find(tenant, id))
        .filter(before -> before.isPending(call.now()))
        .ifPresent(
            before -> {
              requireRight(call, before);
              writes.add(InvitationStore.end(tenant, before, Invitation.State.REPLACED));
            });
    writes.add(InvitationStore.point(tenant, invitation, last));
    writes.add(InvitationStore.create(tenant, invitation));
    writes.add(event(call, SecurityEvent.Type.INVITATION_SENT, invitation));
    if (invitation.role() == Role.ADMIN) {
      owners.told(tenant, AccountMessage.ADMIN_INVITED, call.now()).forEach(writes::add);
    }
    limits.count(writes, invitation.phone(), Asker.TEAM_TO_UNPROVED, Optional.empty());
    return writes;
  }

  /**
   * A page of the pending ones, newest first.
   *
   * @throws ForeignPositionException for a cursor of something else
   */
  Page<Invitation> list(Call call, PageRequest page) {
    if (page.position().filter(place -> TimeSort.parse(place).isEmpty()).isPresent()) {
      throw new ForeignPositionException();
    }
    List<Invitation> pending =
        store.all(call.tenant()).stream()
            .filter(invitation -> invitation.isPending(call.now()))
            .filter(
                invitation ->
                    page.position().isEmpty()
                        || place(invitation).compareTo(page.position().get()) < 0)
            .sorted(Comparator.comparing(Invitations::place).reversed())
            .toList();
    return Page.of(pending, page.limit(), Invitations::place);
  }

  /**
   * Withdraws one that has not been accepted.
   *
   * @throws Problem 403 for an invitation to a role that the caller may not invite to; 404
   */
  void withdraw(Call call, String id) {
    TenantId tenant = call.tenant();
    Invitation invitation =
        store
            .find(tenant, id)
            .filter(found -> found.isPending(call.now()))
            .orElseThrow(Invitations::notFound);
    requireRight(call, invitation);
    IdentityProblems.requireNone(
        new Transaction<IdentityRefusal>()
            .add(
                InvitationStore.end(tenant, invitation, Invitation.State.WITHDRAWN),
                new IdentityRefusal.NotFound("pending invitation"))
            .add(event(call, SecurityEvent.Type.INVITATION_WITHDRAWN, invitation))
            .commitOnce(table.of(tenant)));
  }

  private static Invited repeated(Invitation earlier, InvitationDraft draft) {
    if (!earlier.requestHash().equals(draft.hash())) {
      throw new Problem(
          CommonProblem.IDEMPOTENCY_KEY_REUSED,
          "This key was sent with another invitation. Send a new key.");
    }
    return new Invited(earlier, true);
  }

  private static void requireRight(Call call, Invitation invitation) {
    if (!call.may(Rights.toInvite(invitation.role()))) {
      throw new Problem(
          CommonProblem.FORBIDDEN, "Only an owner decides about an invitation to be an admin.");
    }
  }

  private Write event(Call call, SecurityEvent.Type type, Invitation invitation) {
    return events.record(
        call.tenant(),
        new SecurityEvent(
            type,
            Optional.of(call.callerId()),
            Optional.empty(),
            call.sourceAddress(),
            call.now(),
            Map.of("invitationId", invitation.id(), "role", invitation.role().name())));
  }

  private static String derivedId(Call call, String idempotencyKey) {
    return Ids.derivedShort(
        List.of(call.tenant().value(), "invite", call.person().id().value(), idempotencyKey));
  }

  private static String place(Invitation invitation) {
    return TimeSort.of(invitation.createdAt(), invitation.id());
  }

  private static Problem notFound() {
    return Problem.notFound("pending invitation");
  }
}
