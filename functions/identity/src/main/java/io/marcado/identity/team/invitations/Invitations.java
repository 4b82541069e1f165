package io.marcado.identity.team.invitations;

import io.marcado.domain.Actor;
import io.marcado.domain.CheckReturnValue;
import io.marcado.domain.Ids;
import io.marcado.domain.Result;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.accounts.codes.LongToken;
import io.marcado.identity.accounts.limits.Asker;
import io.marcado.identity.accounts.limits.CodeLimits;
import io.marcado.identity.accounts.limits.LimitedTransaction;
import io.marcado.identity.published.deliveries.AccountMessage;
import io.marcado.identity.published.deliveries.Target;
import io.marcado.identity.team.OwnerNotices;
import io.marcado.identity.team.Rights;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.paging.ForeignPositionException;
import io.marcado.platform.paging.Page;
import io.marcado.platform.paging.PageRequest;
import io.marcado.platform.replay.Earlier;
import io.marcado.platform.replay.Repeatable;
import io.marcado.platform.table.OptimisticRetry;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TimeSort;
import io.marcado.platform.table.Transaction;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Invites people to work for a business. Answer and effect are the same for a phone with an
 * account, a phone known from bookings only, and an unknown phone.
 */
@Singleton
final class Invitations {
  private static final IdentityRefusal NOT_PENDING =
      new IdentityRefusal.NotFound("pending invitation");

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
   * The outcome of an invitation.
   *
   * @param replayed true when the same request had been answered before
   */
  record Invited(Invitation invitation, boolean replayed) {}

  /**
   * Invites a phone. An earlier invitation that waits is replaced. Refused when the earlier one is
   * not for the caller to replace, when the Idempotency-Key came with another invitation, and
   * beyond the limits of codes.
   */
  Result<Invited, IdentityRefusal> invite(Actor.Person me, InvitationDraft draft, Instant now) {
    TenantId tenant = me.tenant();
    Repeatable request =
        Repeatable.of(
                tenant.value(), "invite", me.id().value(), draft.idempotencyKey(), draft.hash())
            .withShortId();
    Invitation invitation =
        new Invitation(
            request.id(ids::next),
            draft.role(),
            draft.name(),
            draft.phone(),
            me.id().value(),
            request.hash(),
            Invitation.State.PENDING,
            now,
            now.plus(Invitation.LIFETIME),
            LongToken.MOST_TRIES,
            Optional.empty());
    return OptimisticRetry.untilWritten(
        () ->
            switch (request.earlier(id -> store.find(tenant, id), Invitation::requestHash)) {
              case Earlier.Replayed<Invitation>(Invitation earlier) ->
                  Optional.of(Result.done(new Invited(earlier, true)));
              case Earlier.KeyReused<Invitation> _ ->
                  Optional.of(Result.refused(new IdentityRefusal.KeyReused()));
              // The same request, or another invitation of this phone, may come at the same time.
              case Earlier.None<Invitation> _ -> write(me, invitation, now);
            });
  }

  private Optional<Result<Invited, IdentityRefusal>> write(
      Actor.Person me, Invitation invitation, Instant now) {
    TenantId tenant = me.tenant();
    Optional<String> last = store.lastId(tenant, invitation.phone());
    Optional<Invitation> before =
        last.flatMap(id -> store.find(tenant, id)).filter(found -> found.isPending(now));
    if (before.filter(found -> !mayDecide(me, found)).isPresent()) {
      return Optional.of(Result.refused(new IdentityRefusal.ForOwnersOnly()));
    }
    LimitedTransaction writes = new LimitedTransaction(me, now);
    before
        .map(found -> InvitationStore.end(tenant, found, Invitation.State.REPLACED))
        .ifPresent(writes::add);
    writes.add(InvitationStore.point(tenant, invitation, last));
    writes.add(InvitationStore.create(tenant, invitation));
    writes.add(event(me, SecurityEvent.Type.INVITATION_SENT, invitation, now));
    if (invitation.role() == Role.ADMIN) {
      writes.addAll(owners.told(tenant, AccountMessage.ADMIN_INVITED, now));
    }
    limits.count(writes, new Target.Phone(invitation.phone()), Asker.TEAM_TO_UNPROVED);
    return writes.commit(table.platformAnd(tenant)).result(() -> new Invited(invitation, false));
  }

  /**
   * A page of the pending ones, newest first.
   *
   * @throws ForeignPositionException for a cursor of something else
   */
  Page<Invitation> list(TenantId tenant, PageRequest page, Instant now) {
    if (page.position().filter(place -> TimeSort.parse(place).isEmpty()).isPresent()) {
      throw new ForeignPositionException();
    }
    List<Invitation> pending =
        store.all(tenant).stream()
            .filter(invitation -> invitation.isPending(now))
            .filter(
                invitation ->
                    page.position().isEmpty()
                        || place(invitation).compareTo(page.position().get()) < 0)
            .sorted(Comparator.comparing(Invitations::place).reversed())
            .toList();
    return Page.of(pending, page.limit(), Invitations::place);
  }

  /**
   * Withdraws an invitation that waits.
   *
   * @return the refusal for one that does not wait, or is not for the caller to decide about
   */
  @CheckReturnValue
  Optional<IdentityRefusal> withdraw(Actor.Person me, String id, Instant now) {
    TenantId tenant = me.tenant();
    Optional<Invitation> invitation = store.find(tenant, id).filter(found -> found.isPending(now));
    if (invitation.isEmpty()) {
      return Optional.of(NOT_PENDING);
    }
    if (!mayDecide(me, invitation.get())) {
      return Optional.of(new IdentityRefusal.ForOwnersOnly());
    }
    return new Transaction<IdentityRefusal>()
        .add(InvitationStore.end(tenant, invitation.get(), Invitation.State.WITHDRAWN), NOT_PENDING)
        .add(event(me, SecurityEvent.Type.INVITATION_WITHDRAWN, invitation.get(), now))
        .commitOnce(table.of(tenant));
  }

  private static boolean mayDecide(Actor.Person me, Invitation invitation) {
    return me.may(Rights.toInvite(invitation.role()));
  }

  private Write event(
      Actor.Person me, SecurityEvent.Type type, Invitation invitation, Instant now) {
    return events.record(
        me.tenant(),
        new SecurityEvent(
            type,
            me.auditId(),
            Optional.empty(),
            me.sourceAddress(),
            now,
            Map.of("invitationId", invitation.id(), "role", invitation.role().name())));
  }

  private static String place(Invitation invitation) {
    return TimeSort.of(invitation.createdAt(), invitation.id());
  }
}
