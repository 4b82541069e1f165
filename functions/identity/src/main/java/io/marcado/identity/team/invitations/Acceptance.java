package io.marcado.identity.team.invitations;

import io.marcado.domain.Actor;
import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.domain.Ids;
import io.marcado.domain.Permission;
import io.marcado.domain.PersonId;
import io.marcado.domain.Result;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.IdentityRefusal.CodeUse;
import io.marcado.identity.accounts.codes.FailedAnswers;
import io.marcado.identity.accounts.codes.Notices;
import io.marcado.identity.accounts.limits.Asker;
import io.marcado.identity.accounts.limits.CodeDebt;
import io.marcado.identity.accounts.limits.SignInHistory;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.Claim;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.PeopleStore.Prepared;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.Profiles;
import io.marcado.identity.people.Team;
import io.marcado.identity.people.UserView;
import io.marcado.identity.people.credentials.Credentials;
import io.marcado.identity.people.credentials.Password;
import io.marcado.identity.people.credentials.PasswordHasher;
import io.marcado.identity.published.deliveries.AccountMessage;
import io.marcado.identity.team.Rights;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.table.OptimisticRetry;
import io.marcado.platform.table.Transaction;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives a role to the holder of the token that went to the invited phone. An account that exists is
 * not touched by a token: its holder signs in with it, and accepts then; even so its password
 * stays, and its role is only raised.
 */
@Singleton
final class Acceptance {
  private static final IdentityRefusal REFUSED =
      new IdentityRefusal.CodeExpired(CodeUse.INVITATION);

  private final InvitationStore store;
  private final PeopleStore people;
  private final Profiles profiles;
  private final Team team;
  private final PasswordHasher hasher;
  private final CodeDebt debt;
  private final Notices notices;
  private final FailedAnswers failed;
  private final SecurityEvents events;
  private final Ids ids;

  Acceptance(
      InvitationStore store,
      PeopleStore people,
      Profiles profiles,
      Team team,
      PasswordHasher hasher,
      CodeDebt debt,
      Notices notices,
      FailedAnswers failed,
      SecurityEvents events,
      Ids ids) {
    this.store = store;
    this.people = people;
    this.profiles = profiles;
    this.team = team;
    this.hasher = hasher;
    this.debt = debt;
    this.notices = notices;
    this.failed = failed;
    this.events = events;
    this.ids = ids;
  }

  /**
   * The person who accepts, after the acceptance.
   *
   * @param writes that bring this about
   */
  private record Accepted(Person person, PersonAccess access, List<Write> writes) {}

  /**
   * Accepts an invitation, which is over with that. Refused for what a new account lacks and an
   * existing one does not take; for a token that is wrong, or was used, withdrawn, replaced or has
   * expired; when the inviter may not invite any more; and when the account of the phone has to
   * sign in first.
   */
  Result<UserView, IdentityRefusal> accept(Actor actor, AcceptanceDraft draft, Instant now) {
    TenantId tenant = actor.tenant();
    Optional<Invitation> found =
        store
            .countTry(tenant, draft.token().id(), now)
            .filter(invitation -> invitation.isPending(now));
    if (found.isEmpty()) {
      return Result.refused(REFUSED);
    }
    Invitation invitation = found.get();
    if (!invitation.isAnsweredBy(tenant, draft.token().secret())) {
      return Result.refused(
          failed.record(
              actor, CodeUse.INVITATION, Optional.empty(), invitation.attemptsLeft(), now));
    }
    Map<Password, String> hashes = new HashMap<>();
    return people.untilWritten(
        tenant,
        () -> {
          Optional<Account> holder = holder(tenant, invitation);
          Optional<Account> account = holder.filter(Account::isClosed);
          return Result.unless(
                  refusal(actor, invitation, draft, account, now),
                  // A hash takes long, and is the same for each attempt.
                  () ->
                      draft.password().map(chosen -> hashes.computeIfAbsent(chosen, hasher::hash)))
              .then(
                  hash ->
                      account.isPresent()
                          ? raised(tenant, invitation, draft, account.get(), hash)
                          : joined(tenant, invitation, draft, holder, hash.orElseThrow(), now))
              .map(
                  accepted ->
                      new Prepared<>(
                          UserView.of(accepted.person(), Optional.of(accepted.access())),
                          new Transaction<IdentityRefusal>()
                              .add(
                                  InvitationStore.end(
                                      tenant, invitation, Invitation.State.ACCEPTED),
                                  REFUSED)
                              .add(
                                  debt.decrease(
                                      tenant, invitation.phone().country(), Asker.TEAM_TO_UNPROVED))
                              .add(checkInviter(tenant, invitation))
                              .addAll(accepted.writes())
                              .addAll(events(actor, invitation, accepted, holder, now))
                              .addAll(told(tenant, account, accepted, now))));
        });
  }

  /** The holder of the invited phone. While the phone moves to another person, it reads again. */
  private Optional<Account> holder(TenantId tenant, Invitation invitation) {
    return OptimisticRetry.untilWritten(
        () -> {
          Optional<Account> holder =
              people
                  .holder(tenant, Claim.phone(tenant, invitation.phone()))
                  .flatMap(personId -> people.account(tenant, personId));
          return holder
                  .filter(other -> !other.person().phone().equals(invitation.phone()))
                  .isEmpty()
              ? Optional.of(holder)
              : Optional.empty();
        });
  }

  private Optional<IdentityRefusal> refusal(
      Actor actor,
      Invitation invitation,
      AcceptanceDraft draft,
      Optional<Account> account,
      Instant now) {
    if (!mayStillInvite(actor.tenant(), invitation)) {
      return Optional.of(REFUSED);
    }
    Optional<IdentityRefusal> refusal = Optional.empty();
    if (account.filter(known -> !isOf(actor, known)).isPresent()) {
      refusal = Optional.of(new IdentityRefusal.PhoneHasAccount());
    } else {
      List<Fault> faults = faults(invitation, draft, account);
      if (!faults.isEmpty()) {
        refusal = Optional.of(new IdentityRefusal.Invalid(faults));
      }
    }
    // Somebody who accepted it a moment ago made the account. Then the token was used.
    return refusal.map(why -> isStillPending(actor.tenant(), invitation, now) ? why : REFUSED);
  }

  private boolean isStillPending(TenantId tenant, Invitation invitation, Instant now) {
    return store.find(tenant, invitation.id()).filter(found -> found.isPending(now)).isPresent();
  }

  private boolean mayStillInvite(TenantId tenant, Invitation invitation) {
    Permission needed = Rights.toInvite(invitation.role());
    return people
        .access(tenant, new PersonId(invitation.invitedBy()))
        .filter(PersonAccess::enabled)
        .filter(inviter -> inviter.role().atLeast(needed.leastRole()))
        .isPresent();
  }

  private static Write checkInviter(TenantId tenant, Invitation invitation) {
    return Team.checkStill(
        tenant,
        new PersonId(invitation.invitedBy()),
        Rights.toInvite(invitation.role()).leastRole());
  }

  private static boolean isOf(Actor actor, Account account) {
    return actor instanceof Actor.Person person && person.id().equals(account.person().id());
  }

  private static List<Fault> faults(
      Invitation invitation, AcceptanceDraft draft, Optional<Account> account) {
    List<Fault> faults = new ArrayList<>();
    boolean hasPassword = account.flatMap(Account::verifiedCredentials).isPresent();
    if (hasPassword && draft.password().isPresent()) {
      faults.add(
          new Fault(
              "/password",
              FaultCode.CONFLICT,
              "must not be there: the account keeps its password"));
    } else if (!hasPassword && draft.password().isEmpty()) {
      faults.add(
          new Fault("/password", FaultCode.REQUIRED, "is required for an account without one"));
    }
    // Only a verified e-mail: the inviter could have entered an unverified one.
    Optional<String> present =
        account.map(Account::person).filter(Person::emailVerified).flatMap(Person::email);
    draft
        .password()
        .flatMap(
            password ->
                password.faultFor(
                    "/password", invitation.phone(), present.or(draft::email), Optional.empty()))
        .ifPresent(faults::add);
    if (present.isPresent() && draft.email().isPresent()) {
      faults.add(
          new Fault("/email", FaultCode.CONFLICT, "must not be there: change it in your profile"));
    }
    if (account.isPresent() && draft.name().isPresent()) {
      faults.add(
          new Fault("/name", FaultCode.CONFLICT, "must not be there: change it in your profile"));
    }
    if (invitation.role() == Role.ADMIN && present.or(draft::email).isEmpty()) {
      faults.add(new Fault("/email", FaultCode.REQUIRED, "is required for an admin"));
    }
    return faults;
  }

  /** The holder of an account, who is signed in. */
  private Result<Accepted, IdentityRefusal> raised(
      TenantId tenant,
      Invitation invitation,
      AcceptanceDraft draft,
      Account account,
      Optional<String> hash) {
    Person person = account.person();
    PersonAccess access = account.access().orElseThrow();
    List<Write> writes = new ArrayList<>();
    if (draft.email().isPresent()) {
      Profiles.Unsaved unsaved = profiles.change(tenant, person, person.name(), draft.email());
      person = unsaved.person();
      writes.addAll(unsaved.writes());
    } else {
      writes.add(PeopleStore.checkUnchanged(tenant, person));
    }
    if (hash.isPresent()) {
      writes.add(PeopleStore.replaceUnverified(tenant, person.id(), verified(hash.get())));
    }
    if (!access.role().atLeast(invitation.role())) {
      PersonAccess next = access.withRole(invitation.role());
      return accepted(person, next, Team.Move.change(person.id(), access, next), tenant, writes);
    }
    return Result.done(new Accepted(person, access, writes));
  }

  /** A new person, a client from bookings, or a registration with an unverified phone. */
  private Result<Accepted, IdentityRefusal> joined(
      TenantId tenant,
      Invitation invitation,
      AcceptanceDraft draft,
      Optional<Account> known,
      String hash,
      Instant now) {
    List<Write> writes = new ArrayList<>();
    Profiles.Unsaved unsaved;
    if (known.isPresent()) {
      Person seen = known.get().person();
      unsaved =
          profiles.change(
              tenant,
              seen.withVerifiedPhone(),
              // Anybody may have written the present name, in a registration or a booking.
              draft.name().orElse(invitation.name()),
              // The business or a stranger may have written the present e-mail.
              draft.email());
    } else {
      Person fresh =
          Person.of(
                  new PersonId(ids.next()),
                  draft.name().orElse(invitation.name()),
                  invitation.phone(),
                  draft.email(),
                  now)
              .withVerifiedPhone();
      unsaved = profiles.create(tenant, fresh);
      writes.add(Claim.phone(tenant, invitation.phone()).take(fresh.id()));
    }
    PersonId personId = unsaved.person().id();
    writes.addAll(unsaved.writes());
    // Earlier wrong codes were guesses at an unverified registration, so they do not count.
    writes.add(SignInHistory.forget(tenant, personId));
    writes.add(PeopleStore.replaceUnverified(tenant, personId, verified(hash)));
    Optional<PersonAccess> seen = known.flatMap(Account::access);
    PersonAccess next =
        seen.map(access -> access.withRole(invitation.role()))
            .orElse(PersonAccess.of(invitation.role()));
    Team.Move move = new Team.Move(personId, seen, Optional.of(next));
    return accepted(unsaved.person(), next, move, tenant, writes);
  }

  private Result<Accepted, IdentityRefusal> accepted(
      Person person, PersonAccess next, Team.Move move, TenantId tenant, List<Write> writes) {
    return team.prepare(tenant, move)
        .map(
            moves -> {
              writes.addAll(moves);
              return new Accepted(person, next, writes);
            });
  }

  private Credentials verified(String hash) {
    return new Credentials(ids.next(), hash, true, Optional.empty());
  }

  private List<Write> events(
      Actor actor,
      Invitation invitation,
      Accepted accepted,
      Optional<Account> holder,
      Instant now) {
    String userId = accepted.person().id().value();
    List<Write> writes = new ArrayList<>();
    writes.add(
        events.record(
            actor.tenant(),
            SecurityEvent.by(
                SecurityEvent.Type.INVITATION_ACCEPTED,
                userId,
                userId,
                actor.address().orElse(""),
                now,
                Map.of("invitationId", invitation.id(), "invitedBy", invitation.invitedBy()))));
    Role from = holder.map(Account::role).orElse(Role.CLIENT);
    if (from != accepted.access().role()) {
      writes.add(
          events.record(
              actor.tenant(),
              SecurityEvent.by(
                  SecurityEvent.Type.ROLE_CHANGED,
                  invitation.invitedBy(),
                  userId,
                  actor.address().orElse(""),
                  now,
                  Map.of("from", from.name(), "to", accepted.access().role().name()))));
    }
    return writes;
  }

  // The contacts from before are told, in case that a thief of the account accepted.
  private List<Write> told(
      TenantId tenant, Optional<Account> before, Accepted accepted, Instant now) {
    return before
        .filter(account -> account.role() != accepted.access().role())
        .map(
            account ->
                notices.writes(
                    tenant, AccountMessage.ROLE_CHANGED, account.person(), account.role(), now))
        .orElse(List.of());
  }
}
