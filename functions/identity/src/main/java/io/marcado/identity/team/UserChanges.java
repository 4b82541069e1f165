package io.marcado.identity.team;

import io.marcado.domain.Actor;
import io.marcado.domain.Fault;
import io.marcado.domain.Patch;
import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityProblem;
import io.marcado.identity.IdentityProblems;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.accounts.codes.Notices;
import io.marcado.identity.accounts.stepup.StepUp;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.Profiles;
import io.marcado.identity.people.Team;
import io.marcado.identity.people.UserView;
import io.marcado.identity.published.deliveries.AccountMessage;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.CommonProblem;
import io.marcado.platform.http.Problem;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Transaction;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes of people by others of the business. */
@Singleton
final class UserChanges {
  private final PeopleStore people;
  private final Profiles profiles;
  private final Team team;
  private final StepUp stepUp;
  private final Notices notices;
  private final SecurityEvents events;

  UserChanges(
      PeopleStore people,
      Profiles profiles,
      Team team,
      StepUp stepUp,
      Notices notices,
      SecurityEvents events) {
    this.people = people;
    this.profiles = profiles;
    this.team = team;
    this.stepUp = stepUp;
    this.notices = notices;
    this.events = events;
  }

  /**
   * Changes a person. Whatever takes the person's power or gives it ends all its sessions.
   *
   * @throws Problem 403 for what is not the caller's to change, and without a step-up where owners
   *     are unmade or switched; 404, also for whom the caller may not know of; 409 when the phone
   *     is somebody's, when there is no account to be changed, and for the last owner
   */
  UserView change(Call call, PersonId personId, UserChange change) {
    TenantId tenant = call.tenant();
    List<Write> proof = List.of();
    for (int look = 1; look <= Transaction.MOST_LOOKS; look++) {
      Account account = account(call, personId);
      requireRights(call, account, change);
      Person person = person(account.person(), change);
      Optional<PersonAccess> access = access(account, change);
      Transaction<IdentityRefusal> writes = new Transaction<>();
      boolean accessChanges = !access.equals(account.access());
      if (!person.equals(account.person())) {
        writes.addAll(personWrites(call, account, person));
        if (!accessChanges && change.reaches()) {
          // The person's version tells of a phone that was verified, the access of a role.
          writes.add(Team.checkStillClient(tenant, account));
        }
      }
      if (accessChanges) {
        addAccess(call, account, access.orElseThrow(), writes);
        if (proof.isEmpty() && isOwner(account.access())) {
          proof =
              stepUp
                  .check(call.person(), change.stepUp(), call.now())
                  .orElseThrow(IdentityProblems::of)
                  .all();
        }
        writes.addAll(proof, StepUp.REFUSED);
      }
      if (writes.isEmpty() || IdentityProblems.isWritten(people.commit(tenant, writes))) {
        return UserView.of(person, access);
      }
      // Somebody else changed the person, or took the phone, meanwhile: look again.
    }
    throw new TableUnavailableException();
  }

  /**
   * Makes an admin a client.
   *
   * @throws Problem 404 for somebody who is no admin
   */
  void removeAdmin(Call call, PersonId personId) {
    TenantId tenant = call.tenant();
    for (int look = 1; look <= Transaction.MOST_LOOKS; look++) {
      Account account = account(call, personId);
      PersonAccess admin =
          account
              .access()
              .filter(access -> access.role() == Role.ADMIN)
              .orElseThrow(() -> Problem.notFound("admin"));
      Transaction<IdentityRefusal> writes = new Transaction<>();
      addAccess(call, account, admin.withRole(Role.CLIENT), writes);
      if (IdentityProblems.isWritten(people.commit(tenant, writes))) {
        return;
      }
    }
    throw new TableUnavailableException();
  }

  private static boolean isOwner(Optional<PersonAccess> access) {
    return access.filter(present -> present.role() == Role.OWNER).isPresent();
  }

  private static void requireRights(Call call, Account account, UserChange change) {
    Role role = account.role();
    List<Fault> faults = new ArrayList<>();
    if (!change.name().keeps() && !Rights.mayCorrect(call.actor(), role)) {
      faults.add(new Fault("/name", "is not yours to change"));
    }
    boolean mayReach = !account.isVerified() && Rights.mayCorrect(call.actor(), role);
    String theirs = "is changed by the person alone, who has an account";
    // Whoever holds the phone logs in as the person, which is more than a key is given.
    if (!change.phone().keeps() && call.actor() instanceof Actor.ApiKey) {
      faults.add(new Fault("/phone", "is changed by people, not by API keys"));
    } else if (!change.phone().keeps() && !mayReach) {
      faults.add(new Fault("/phone", theirs));
    }
    if (!change.email().keeps() && !mayReach) {
      faults.add(new Fault("/email", theirs));
    }
    if (change.role().isPresent() && !Rights.mayMove(call.actor(), role, change.role().get())) {
      faults.add(new Fault("/role", "is not yours to take; nobody is raised but by an invitation"));
    }
    if (change.enabled().isPresent() && !Rights.maySwitch(call.actor(), role)) {
      faults.add(new Fault("/enabled", "is not yours to change"));
    }
    if (!faults.isEmpty()) {
      throw Problem.invalid(
          CommonProblem.FORBIDDEN, "Not all of this is yours to change of this person.", faults);
    }
  }

  private static Person person(Person seen, UserChange change) {
    Optional<String> email = Optional.ofNullable(change.email().apply(seen.email().orElse(null)));
    Person changed =
        seen.withProfile(change.name().apply(seen.name(), seen.name()), email, seen.loginByEmail());
    return change.phone() instanceof Patch.Set<PhoneNumber>(PhoneNumber phone)
            && !phone.equals(seen.phone())
        ? changed.withPhone(phone, false)
        : changed;
  }

  private List<Write> personWrites(Call call, Account account, Person changed) {
    TenantId tenant = call.tenant();
    Person seen = account.person();
    List<Write> writes = new ArrayList<>();
    writes.add(PeopleStore.change(tenant, changed));
    if (!changed.phone().equals(seen.phone())) {
      writes.addAll(
          profiles
              .movePhone(call.actor(), seen, changed.phone(), call.now())
              .orElseThrow(IdentityProblems::of));
      // What somebody registered with the old phone, or does so now, is no password of whoever has
      // the new one.
      writes.addAll(PeopleStore.dropPending(tenant, account));
      writes.addAll(
          notices.writes(tenant, AccountMessage.PHONE_CHANGED, seen, account.role(), call.now()));
    }
    if (!changed.email().equals(seen.email())) {
      writes.add(event(call, SecurityEvent.Type.EMAIL_CHANGED, seen.id(), Map.of()));
    }
    return writes;
  }

  // No new role or state leaves the access as it is, and so the sessions.
  private static Optional<PersonAccess> access(Account account, UserChange change) {
    Optional<PersonAccess> seen = account.access();
    Role role = seen.map(PersonAccess::role).orElse(Role.CLIENT);
    boolean enabled = seen.map(PersonAccess::enabled).orElse(true);
    boolean moves = change.role().filter(next -> next != role).isPresent();
    boolean switches = change.enabled().filter(next -> next != enabled).isPresent();
    if (switches && seen.isEmpty()) {
      throw new Problem(
          IdentityProblem.NO_ACCOUNT, "Somebody who never registered cannot be disabled.");
    }
    PersonAccess next = moves ? seen.orElseThrow().withRole(change.role().orElseThrow()) : null;
    if (switches) {
      next = (next == null ? seen.orElseThrow() : next).withEnabled(!enabled);
    }
    return next == null ? seen : Optional.of(next);
  }

  private void addAccess(
      Call call, Account account, PersonAccess next, Transaction<IdentityRefusal> writes) {
    TenantId tenant = call.tenant();
    PersonId personId = account.person().id();
    PersonAccess seen = account.access().orElseThrow();
    writes.addAll(team.prepare(tenant, Team.Move.change(personId, seen, next)));
    if (seen.role() != next.role()) {
      writes.add(
          event(
              call,
              SecurityEvent.Type.ROLE_CHANGED,
              personId,
              Map.of("from", seen.role().name(), "to", next.role().name())));
      writes.addAll(
          notices.writes(
              tenant, AccountMessage.ROLE_CHANGED, account.person(), seen.role(), call.now()));
    }
    if (seen.enabled() != next.enabled()) {
      writes.add(
          event(
              call,
              next.enabled()
                  ? SecurityEvent.Type.ACCOUNT_ENABLED
                  : SecurityEvent.Type.ACCOUNT_DISABLED,
              personId,
              Map.of()));
    }
    // The rights that were looked at have to last until it is done. Of oneself, the change has
    // that condition already.
    if (!call.person().id().equals(personId)) {
      Team.requireStill(tenant, call.person().id(), call.person().role(), writes);
    }
  }

  private Write event(
      Call call, SecurityEvent.Type type, PersonId personId, Map<String, String> facts) {
    return events.record(
        call.tenant(),
        SecurityEvent.by(
            type, call.callerId(), personId.value(), call.sourceAddress(), call.now(), facts));
  }

  private Account account(Call call, PersonId personId) {
    return people
        .account(call.tenant(), personId)
        .filter(account -> Rights.maySee(call.actor(), account.role()))
        .orElseThrow(() -> Problem.notFound("person"));
  }
}
