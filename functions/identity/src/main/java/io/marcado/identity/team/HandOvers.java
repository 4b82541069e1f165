package io.marcado.identity.team;

import io.marcado.domain.Actor;
import io.marcado.domain.PersonId;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityProblem;
import io.marcado.identity.IdentityProblems;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.accounts.codes.Notices;
import io.marcado.identity.accounts.sessions.OpenSession;
import io.marcado.identity.accounts.stepup.StepUp;
import io.marcado.identity.accounts.stepup.StepUpAnswer;
import io.marcado.identity.accounts.totp.TotpFactor;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.SecondChannel;
import io.marcado.identity.people.Team;
import io.marcado.identity.people.UserView;
import io.marcado.identity.people.credentials.Credentials;
import io.marcado.identity.published.deliveries.AccountMessage;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.Problem;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Transaction;
import jakarta.inject.Singleton;
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

  HandOvers(
      PeopleStore people,
      Team team,
      StepUp stepUp,
      TotpFactor totp,
      Notices notices,
      SecurityEvents events) {
    this.people = people;
    this.team = team;
    this.stepUp = stepUp;
    this.totp = totp;
    this.notices = notices;
    this.events = events;
  }

  /**
   * Makes an admin an owner, and the caller an admin.
   *
   * @throws Problem 403 without a step-up, and for an owner who is none any more; 404 for somebody
   *     who is no admin, or may not sign in; 409 for an admin without a password and a second
   *     channel of their own, since whoever could speak for the phone would have the business
   */
  UserView handOver(Call call, PersonId personId, Optional<StepUpAnswer> answer) {
    TenantId tenant = call.tenant();
    Actor.Person me = call.person();
    requireVerified(tenant, admin(tenant, personId));
    StepUp.Proof proof = stepUp.check(me, answer, call.now()).orElseThrow(IdentityProblems::of);
    for (int look = 1; look <= Transaction.MOST_LOOKS; look++) {
      Account mine = people.account(tenant, me.id()).orElseThrow(() -> Problem.notFound("person"));
      if (!proof.session().isOpenIn(mine.access())) {
        throw IdentityProblems.of(OpenSession.ENDED);
      }
      PersonAccess from =
          mine.access()
              .filter(access -> access.role() == Role.OWNER)
              .orElseThrow(Team::roleChanged);
      Account admin = admin(tenant, personId);
      Credentials credentials = requireVerified(tenant, admin);
      PersonAccess to = admin.access().orElseThrow();
      PersonAccess owner = to.withRole(Role.OWNER);
      Transaction<IdentityRefusal> writes = new Transaction<>();
      writes.addAll(proof.all(), StepUp.REFUSED);
      writes.addAll(
          team.prepare(
              tenant,
              Team.Move.change(me.id(), from, from.withRole(Role.ADMIN)),
              Team.Move.change(personId, to, owner)));
      writes.add(PeopleStore.checkUnchanged(tenant, admin.person()));
      writes.add(PeopleStore.checkUnchanged(tenant, personId, credentials.id()));
      writes.add(
          events.record(
              tenant,
              SecurityEvent.by(
                  SecurityEvent.Type.OWNERSHIP_HANDED_OVER,
                  me.id().value(),
                  personId.value(),
                  call.sourceAddress(),
                  call.now(),
                  Map.of())));
      writes.addAll(
          notices.writes(
              tenant, AccountMessage.OWNERSHIP_HANDED_OVER, mine.person(), Role.OWNER, call.now()));
      writes.addAll(
          notices.writes(
              tenant, AccountMessage.OWNERSHIP_TAKEN_OVER, admin.person(), Role.ADMIN, call.now()));
      if (IdentityProblems.isWritten(people.commit(tenant, writes))) {
        return UserView.of(admin.person(), Optional.of(owner));
      }
      // One of the two, or the team, was changed meanwhile: look again.
    }
    throw new TableUnavailableException();
  }

  private Credentials requireVerified(TenantId tenant, Account admin) {
    boolean second = SecondChannel.isThere(admin, totp.on(tenant, admin.person().id()).isPresent());
    return admin
        .verifiedCredentials()
        .filter(_ -> second)
        .orElseThrow(
            () ->
                new Problem(
                    IdentityProblem.NO_SECOND_CHANNEL,
                    "The admin has to verify an e-mail or to set up an authenticator app first."));
  }

  private Account admin(TenantId tenant, PersonId personId) {
    return people
        .account(tenant, personId)
        .filter(
            account ->
                account
                    .access()
                    .filter(access -> access.role() == Role.ADMIN && access.enabled())
                    .isPresent())
        .orElseThrow(() -> Problem.notFound("admin"));
  }
}
