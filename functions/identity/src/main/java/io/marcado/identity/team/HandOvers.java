package io.marcado.identity.team;

import io.marcado.domain.Actor;
import io.marcado.domain.PersonId;
import io.marcado.domain.Result;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.accounts.codes.Notices;
import io.marcado.identity.accounts.sessions.OpenSession;
import io.marcado.identity.accounts.stepup.StepUp;
import io.marcado.identity.accounts.stepup.StepUpAnswer;
import io.marcado.identity.accounts.totp.TotpFactor;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.PeopleStore.Prepared;
import io.marcado.identity.people.SecondChannel;
import io.marcado.identity.people.Team;
import io.marcado.identity.people.UserView;
import io.marcado.identity.people.credentials.Credentials;
import io.marcado.identity.published.OwnedBusinesses;
import io.marcado.identity.published.deliveries.AccountMessage;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.table.Transaction;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Hands a business from an owner to an admin: the two change places, and both sign in anew. */
@Singleton
final class HandOvers {
  private final PeopleStore people;
  private final Team team;
  private final StepUp stepUp;
  private final TotpFactor totp;
  private final Notices notices;
  private final SecurityEvents events;
  private final OwnedBusinesses businesses;

  HandOvers(
      PeopleStore people,
      Team team,
      StepUp stepUp,
      TotpFactor totp,
      Notices notices,
      SecurityEvents events,
      OwnedBusinesses businesses) {
    this.people = people;
    this.team = team;
    this.stepUp = stepUp;
    this.totp = totp;
    this.notices = notices;
    this.events = events;
    this.businesses = businesses;
  }

  /** The admin who gets the business. */
  private record Heir(Account account, PersonAccess access, Credentials credentials) {}

  /**
   * Makes an admin an owner, and the caller an admin. Refused without a step-up; to a caller who is
   * no owner any more; for somebody who is no admin or may not sign in; for an admin without a
   * password and a second channel, since a thief of the phone alone would have the business; and
   * for one whose phone has as many businesses as it may.
   */
  Result<UserView, IdentityRefusal> handOver(
      Actor.Person me, PersonId heirId, Optional<StepUpAnswer> answer, Instant now) {
    return heir(me.tenant(), heirId)
        .then(_ -> stepUp.check(me, answer, now))
        .then(
            proof ->
                people.untilWrittenWithPlatform(
                    me.tenant(),
                    () ->
                        owner(me, proof)
                            .then(
                                mine ->
                                    heir(me.tenant(), heirId)
                                        .then(heir -> prepare(me, mine, heir, proof, now)))));
  }

  private Result<Prepared<UserView>, IdentityRefusal> prepare(
      Actor.Person me, Account mine, Heir heir, StepUp.Proof proof, Instant now) {
    TenantId tenant = me.tenant();
    PersonId heirId = heir.account().person().id();
    PersonAccess from = mine.access().orElseThrow();
    PersonAccess owner = heir.access().withRole(Role.OWNER);
    return team.prepare(
            tenant,
            Team.Move.change(me.id(), from, from.withRole(Role.ADMIN)),
            Team.Move.change(heirId, heir.access(), owner))
        .map(
            moves ->
                new Prepared<>(
                    UserView.of(heir.account().person(), Optional.of(owner)),
                    new Transaction<IdentityRefusal>()
                        .addAll(proof.all(), StepUp.REFUSED)
                        .addAll(moves)
                        .add(PeopleStore.checkUnchanged(tenant, heir.account().person()))
                        .add(PeopleStore.checkUnchanged(tenant, heirId, heir.credentials().id()))
                        .add(businesses.remove(mine.person().phone(), tenant))
                        .add(
                            businesses.add(heir.account().person().phone(), tenant, true),
                            businesses.full())
                        .addAll(told(me, mine, heir, now))));
  }

  private List<Write> told(Actor.Person me, Account mine, Heir heir, Instant now) {
    TenantId tenant = me.tenant();
    List<Write> writes =
        new ArrayList<>(
            notices.writes(
                tenant, AccountMessage.OWNERSHIP_HANDED_OVER, mine.person(), Role.OWNER, now));
    writes.addAll(
        notices.writes(
            tenant, AccountMessage.OWNERSHIP_TAKEN_OVER, heir.account().person(), Role.ADMIN, now));
    writes.add(
        events.record(
            tenant,
            SecurityEvent.by(
                SecurityEvent.Type.OWNERSHIP_HANDED_OVER,
                me,
                heir.account().person().id().value(),
                now,
                Map.of())));
    return writes;
  }

  private Result<Account, IdentityRefusal> owner(Actor.Person me, StepUp.Proof proof) {
    Optional<Account> mine = people.account(me.tenant(), me.id());
    if (mine.isEmpty()) {
      return Result.refused(new IdentityRefusal.NotFound("person"));
    }
    Optional<PersonAccess> access = mine.get().access();
    if (!proof.session().isOpenIn(access)) {
      return Result.refused(OpenSession.ENDED);
    }
    return Result.of(
        mine.filter(_ -> access.filter(present -> present.role() == Role.OWNER).isPresent()),
        new IdentityRefusal.RoleChanged());
  }

  private Result<Heir, IdentityRefusal> heir(TenantId tenant, PersonId id) {
    Optional<Account> account = people.account(tenant, id);
    Optional<PersonAccess> access =
        account
            .flatMap(Account::access)
            .filter(present -> present.role() == Role.ADMIN && present.enabled());
    if (account.isEmpty() || access.isEmpty()) {
      return Result.refused(new IdentityRefusal.NotFound("admin"));
    }
    boolean second = SecondChannel.isThere(account.get(), totp.on(tenant, id).isPresent());
    return Result.of(
        account
            .get()
            .verifiedCredentials()
            .filter(_ -> second)
            .map(credentials -> new Heir(account.get(), access.get(), credentials)),
        new IdentityRefusal.HeirNeedsSecondChannel());
  }
}
