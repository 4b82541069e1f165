package io.marcado.identity.team.invitations;

import io.marcado.domain.Actor;
import io.marcado.domain.Fault;
import io.marcado.domain.Ids;
import io.marcado.domain.Permission;
import io.marcado.domain.PersonId;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityProblem;
import io.marcado.identity.IdentityProblems;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.accounts.codes.FailedAnswers;
import io.marcado.identity.accounts.codes.FailedAnswers.What;
import io.marcado.identity.accounts.codes.Notices;
import io.marcado.identity.accounts.limits.Asker;
import io.marcado.identity.accounts.limits.CodeDebt;
import io.marcado.identity.accounts.limits.SignInHistory;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.Claim;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.Profiles;
import io.marcado.identity.people.Team;
import io.marcado.identity.people.UserView;
import io.marcado.identity.people.credentials.Credentials;
import io.marcado.identity.people.credentials.PasswordHasher;
import io.marcado.identity.published.deliveries.AccountMessage;
import io.marcado.identity.team.Rights;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.Problem;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Transaction;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives a role to whoever has the token that was sent to the invited phone. An account that exists
 * is not touched by a token: its holder signs in with it, and accepts then; even so its password
 * stays, and its role is only raised.
 */
@Singleton
final class Acceptance {
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
   * Who accepts, as it will be.
   *
   * @param writes what makes it so
   */
  private record Accepted(Person person, PersonAccess access, List<Write> writes) {}

  /**
   * Accepts an invitation, which is over with that.
   *
   * @throws Problem 400 for what a new account lacks and for what an existing one does not take;
   *     401 for a token that is wrong, or no longer good since it was used, withdrawn or replaced,
   *     expired, or its inviter may not invite any more; 409 when the phone's account has to sign
   *     in first
   */
  UserView accept(Call call, AcceptanceDraft draft) {
    TenantId tenant = call.tenant();
    Invitation invitation =
        store
            .countTry(tenant, draft.token().id(), call.now())
            .filter(found -> found.isPending(call.now()))
            .orElseThrow(Acceptance::refused);
    if (!invitation.isAnsweredBy(tenant, draft.token().secret())) {
      throw IdentityProblems.of(
          failed.record(call.actor(), What.INVITATION, Optional.empty(), call.now()));
    }
    Optional<String> hash = Optional.empty();
    for (int look = 1; look <= Transaction.MOST_LOOKS; look++) {
      requireInviter(tenant, invitation);
      Optional<Account> holder =
          people
              .holder(tenant, Claim.phone(tenant, invitation.phone()))
              .flatMap(personId -> people.account(tenant, personId));
      if (holder.filter(found -> !found.person().phone().equals(invitation.phone())).isPresent()) {
        continue; // The phone has just gone to somebody else: look again at who has it.
      }
      boolean hasAccount = holder.filter(Account::isVerified).isPresent();
      if (hasAccount) {
        requireSignedIn(call, holder.orElseThrow());
      }
      requireSound(invitation, draft, holder.filter(_ -> hasAccount));
      if (hash.isEmpty()) {
        hash = draft.password().map(hasher::hash);
      }
      Accepted accepted =
          hasAccount
              ? raised(tenant, invitation, draft, holder.orElseThrow(), hash)
              : joined(call, invitation, draft, holder, hash.orElseThrow());
      Transaction<IdentityRefusal> writes = new Transaction<>();
      writes.add(
          InvitationStore.end(tenant, invitation, Invitation.State.ACCEPTED),
          new IdentityRefusal.InvalidCode(IdentityRefusal.CodeUse.INVITATION));
      writes.add(debt.decrease(tenant, invitation.phone().country(), Asker.TEAM_TO_UNPROVED));
      writes.add(checkInviter(tenant, invitation));
      writes.addAll(accepted.writes());
      writes.addAll(events(call, invitation, accepted, holder.flatMap(Account::access)));
      if (hasAccount) {
        writes.addAll(told(call, holder.orElseThrow(), accepted.access().role()));
      }
      if (IdentityProblems.isWritten(people.commit(tenant, writes))) {
        return UserView.of(accepted.person(), Optional.of(accepted.access()));
      }
      // Something else changed meanwhile: the person, the team, the inviter. Look again.
    }
    throw new TableUnavailableException();
  }

  private void requireInviter(TenantId tenant, Invitation invitation) {
    Permission needed = Rights.toInvite(invitation.role());
    if (people
        .access(tenant, new PersonId(invitation.invitedBy()))
        .filter(PersonAccess::enabled)
        .filter(inviter -> inviter.role().atLeast(needed.leastRole()))
        .isEmpty()) {
      throw refused();
    }
  }

  private static Write checkInviter(TenantId tenant, Invitation invitation) {
    return Team.checkStill(
        tenant,
        new PersonId(invitation.invitedBy()),
        Rights.toInvite(invitation.role()).leastRole());
  }

  private static void requireSignedIn(Call call, Account holder) {
    boolean holds =
        call.actor() instanceof Actor.Person user && user.id().equals(holder.person().id());
    if (!holds) {
      throw new Problem(
          IdentityProblem.PHONE_TAKEN,
          "An account with this phone exists. Log in with it, and accept the invitation then.");
    }
  }

  private static void requireSound(
      Invitation invitation, AcceptanceDraft draft, Optional<Account> account) {
    List<Fault> faults = new ArrayList<>();
    boolean hasPassword = account.flatMap(Account::verifiedCredentials).isPresent();
    if (hasPassword && draft.password().isPresent()) {
      faults.add(new Fault("/password", "must not be there: the account keeps its password"));
    } else if (!hasPassword && draft.password().isEmpty()) {
      faults.add(new Fault("/password", "is required for an account without one"));
    }
    // Only one that was proved: others could have been put there by whoever invites.
    Optional<String> present =
        account.map(Account::person).filter(Person::emailVerified).flatMap(Person::email);
    draft
        .password()
        .flatMap(
            password ->
                password.faultFor(invitation.phone(), present.or(draft::email), Optional.empty()))
        .ifPresent(fault -> faults.add(new Fault("/password", fault)));
    if (present.isPresent() && draft.email().isPresent()) {
      faults.add(new Fault("/email", "must not be there: change it in your profile"));
    }
    if (account.isPresent() && draft.name().isPresent()) {
      faults.add(new Fault("/name", "must not be there: change it in your profile"));
    }
    if (invitation.role() == Role.ADMIN && present.or(draft::email).isEmpty()) {
      faults.add(new Fault("/email", "is required for an admin"));
    }
    if (!faults.isEmpty()) {
      throw Problem.invalid(faults);
    }
  }

  /** The holder of an account, who is signed in. */
  private Accepted raised(
      TenantId tenant,
      Invitation invitation,
      AcceptanceDraft draft,
      Account account,
      Optional<String> hash) {
    Person person = account.person();
    PersonAccess access = account.access().orElseThrow();
    List<Write> writes = new ArrayList<>();
    if (draft.email().isPresent()) {
      Profiles.Change change = profiles.change(tenant, person, person.name(), draft.email());
      person = change.person();
      writes.addAll(change.writes());
    } else {
      writes.add(PeopleStore.checkUnchanged(tenant, person));
    }
    if (hash.isPresent()) {
      writes.add(PeopleStore.replaceUnverified(tenant, person.id(), verified(hash.get())));
    }
    if (!access.role().atLeast(invitation.role())) {
      PersonAccess next = access.withRole(invitation.role());
      writes.addAll(team.prepare(tenant, Team.Move.change(person.id(), access, next)));
      access = next;
    }
    return new Accepted(person, access, writes);
  }

  /** Somebody new, or known from bookings, or who registered and never proved the phone. */
  private Accepted joined(
      Call call,
      Invitation invitation,
      AcceptanceDraft draft,
      Optional<Account> known,
      String hash) {
    TenantId tenant = call.tenant();
    List<Write> writes = new ArrayList<>();
    Profiles.Change change;
    if (known.isPresent()) {
      Person seen = known.get().person();
      change =
          profiles.change(
              tenant,
              seen.withVerifiedPhone(),
              // A registration's name is anybody's; that of the booking is the business's own.
              draft
                  .name()
                  .orElse(known.get().access().isPresent() ? invitation.name() : seen.name()),
              // What the business, or a registration, wrote down so far is not the person's word.
              draft.email());
    } else {
      Person fresh =
          Person.of(
                  new PersonId(ids.next()),
                  draft.name().orElse(invitation.name()),
                  invitation.phone(),
                  draft.email(),
                  call.now())
              .withVerifiedPhone();
      change = profiles.create(tenant, fresh);
      writes.add(Claim.phone(tenant, invitation.phone()).take(fresh.id()));
    }
    PersonId personId = change.person().id();
    writes.addAll(change.writes());
    // Whoever guessed at codes until now did so at what somebody had registered.
    writes.add(SignInHistory.forget(tenant, personId));
    writes.add(PeopleStore.replaceUnverified(tenant, personId, verified(hash)));
    Optional<PersonAccess> seen = known.flatMap(Account::access);
    PersonAccess next =
        seen.map(access -> access.withRole(invitation.role()))
            .orElse(PersonAccess.of(invitation.role()));
    writes.addAll(team.prepare(tenant, new Team.Move(personId, seen, Optional.of(next))));
    return new Accepted(change.person(), next, writes);
  }

  private Credentials verified(String hash) {
    return new Credentials(ids.next(), hash, true, Optional.empty());
  }

  private List<Write> events(
      Call call, Invitation invitation, Accepted accepted, Optional<PersonAccess> before) {
    PersonId personId = accepted.person().id();
    List<Write> writes = new ArrayList<>();
    writes.add(
        events.record(
            call.tenant(),
            SecurityEvent.by(
                SecurityEvent.Type.INVITATION_ACCEPTED,
                personId.value(),
                personId.value(),
                call.sourceAddress(),
                call.now(),
                Map.of("invitationId", invitation.id(), "invitedBy", invitation.invitedBy()))));
    Role from = before.map(PersonAccess::role).orElse(Role.CLIENT);
    if (from != accepted.access().role()) {
      writes.add(
          events.record(
              call.tenant(),
              SecurityEvent.by(
                  SecurityEvent.Type.ROLE_CHANGED,
                  invitation.invitedBy(),
                  personId.value(),
                  call.sourceAddress(),
                  call.now(),
                  Map.of("from", from.name(), "to", accepted.access().role().name()))));
    }
    return writes;
  }

  // Whoever held an account before is told by the contacts from before, in case that the one who
  // accepted had only got hold of it.
  private List<Write> told(Call call, Account before, Role next) {
    return before.role() == next
        ? List.of()
        : notices.writes(
            call.tenant(), AccountMessage.ROLE_CHANGED, before.person(), before.role(), call.now());
  }

  private static Problem refused() {
    return new Problem(
        IdentityProblem.INVALID_CODE,
        "The invitation is not the one that was sent, or it was used, withdrawn, replaced, guessed"
            + " at too often or is older than 72 hours. Ask for a new one.");
  }
}
