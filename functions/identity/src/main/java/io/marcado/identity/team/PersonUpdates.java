package io.marcado.identity.team;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.marcado.domain.Actor;
import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.domain.Ids;
import io.marcado.domain.PersonId;
import io.marcado.domain.Result;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.accounts.codes.Notices;
import io.marcado.identity.accounts.stepup.StepUp;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.PeopleStore.Prepared;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.PreferencesEdit;
import io.marcado.identity.people.Profiles;
import io.marcado.identity.people.Team;
import io.marcado.identity.people.UserView;
import io.marcado.identity.published.deliveries.AccountMessage;
import io.marcado.platform.audit.Change;
import io.marcado.platform.audit.Changes;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.config.AllowedCountries;
import io.marcado.platform.table.Transaction;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Updates of people by those who work at the business. */
@Singleton
final class PersonUpdates {
  private static final Set<String> CONTACTS =
      Set.of("name", "phone", "email", "locale", Person.PREFERENCES);

  private final PeopleStore people;
  private final Profiles profiles;
  private final Team team;
  private final StepUp stepUp;
  private final Notices notices;
  private final SecurityEvents events;
  private final AllowedCountries countries;
  private final Ids ids;

  PersonUpdates(
      PeopleStore people,
      Profiles profiles,
      Team team,
      StepUp stepUp,
      Notices notices,
      SecurityEvents events,
      AllowedCountries countries,
      Ids ids) {
    this.people = people;
    this.profiles = profiles;
    this.team = team;
    this.stepUp = stepUp;
    this.notices = notices;
    this.events = events;
    this.countries = countries;
    this.ids = ids;
  }

  /**
   * Updates a person. A change of role or state ends all sessions of the person.
   *
   * @return the person afterwards. Refused for changes that the caller may not make; for somebody
   *     whom the caller may not know of; without a step-up where an owner is lowered or disabled;
   *     when another person has the phone; and for the last owner
   */
  Result<UserView, IdentityRefusal> update(
      Actor actor, PersonId personId, PersonUpdate update, Instant now) {
    // The transaction may be tried several times, but each check of an answer counts as a try.
    List<Write> proof = new ArrayList<>();
    return people.untilWritten(
        actor.tenant(),
        () ->
            known(actor, personId)
                .then(account -> allowed(actor, account, update))
                .then(account -> prepare(actor, account, update, proof, now)));
  }

  /** Makes an admin a client; refused for somebody who is no admin. */
  Result<UserView, IdentityRefusal> removeAdmin(Actor.Person me, PersonId personId, Instant now) {
    return people.untilWritten(
        me.tenant(),
        () ->
            known(me, personId)
                .then(
                    account ->
                        Result.of(
                            Optional.of(account).filter(known -> known.role() == Role.ADMIN),
                            new IdentityRefusal.NotFound("admin")))
                .then(
                    account -> {
                      PersonAccess client = account.access().orElseThrow().withRole(Role.CLIENT);
                      return accessWrites(
                              me, account, Optional.of(client), new Transaction<>(), now)
                          .map(
                              writes ->
                                  new Prepared<>(
                                      UserView.of(account.person(), Optional.of(client)), writes));
                    }));
  }

  private Result<Prepared<UserView>, IdentityRefusal> prepare(
      Actor actor, Account account, PersonUpdate update, List<Write> proof, Instant now) {
    Person person = person(account.person(), update);
    Optional<PersonAccess> access = next(account, update);
    boolean accessChanges = !access.equals(account.access());
    return personWrites(actor, account, person, update, accessChanges, now)
        .then(
            writes ->
                accessChanges
                    ? accessWrites(actor, account, access, writes, now)
                    : Result.done(writes))
        .then(
            writes ->
                accessChanges && account.role() == Role.OWNER
                    ? proved(actor, update, proof, writes, now)
                    : Result.done(writes))
        .map(writes -> new Prepared<>(view(person, access, update), writes));
  }

  // The business may write down any phone, and is told where that gets no messages.
  private UserView view(Person person, Optional<PersonAccess> access, PersonUpdate update) {
    UserView view = UserView.of(person, access);
    return update.phone().filter(phone -> !countries.reach(phone)).isPresent()
        ? view.unreachable()
        : view;
  }

  /** Adds the proof that unmaking or disabling an owner takes, asked for once. */
  private Result<Transaction<IdentityRefusal>, IdentityRefusal> proved(
      Actor actor,
      PersonUpdate update,
      List<Write> proof,
      Transaction<IdentityRefusal> writes,
      Instant now) {
    if (!proof.isEmpty()) {
      return Result.done(writes.addAll(proof, StepUp.REFUSED));
    }
    if (!(actor instanceof Actor.Person me)) {
      return Result.refused(new IdentityRefusal.StepUpRequired());
    }
    return stepUp
        .check(me, update.stepUp(), now)
        .map(
            given -> {
              proof.addAll(given.all());
              return writes.addAll(proof, StepUp.REFUSED);
            });
  }

  private Result<Account, IdentityRefusal> allowed(
      Actor actor, Account account, PersonUpdate update) {
    Role role = account.role();
    List<Fault> faults = new ArrayList<>();
    if (update.name().isPresent() && !Rights.mayCorrect(actor, role)) {
      faults.add(notAllowed("name", "is not yours to change"));
    }
    if (!update.locale().keeps() && !Rights.mayCorrect(actor, role)) {
      faults.add(notAllowed("locale", "is not yours to change"));
    }
    if (!update.preferences().keeps() && !Rights.mayCorrect(actor, role)) {
      faults.add(notAllowed(Person.PREFERENCES, "are not yours to change"));
    }
    boolean mayReach = !account.isClosed() && Rights.mayCorrect(actor, role);
    String theirs =
        account.isEnabled() || account.hasAccount()
            ? "is changed by the person alone, who has an account"
            : "is not changed while the person is disabled";
    // The holder of a phone logs in as its person, which is more than a key may do.
    if (update.phone().isPresent() && actor instanceof Actor.ApiKey) {
      faults.add(notAllowed("phone", "is changed by people, not by API keys"));
    } else if (update.phone().isPresent() && !mayReach) {
      faults.add(notAllowed("phone", theirs));
    }
    if (!update.email().keeps() && !mayReach) {
      faults.add(notAllowed("email", theirs));
    }
    if (update.role().isPresent() && !Rights.mayMove(actor, role, update.role().get())) {
      faults.add(notAllowed("role", "is not yours to take; nobody is raised but by an invitation"));
    }
    if (update.enabled().isPresent() && !Rights.maySwitch(actor, role)) {
      faults.add(notAllowed("enabled", "is not yours to change"));
    }
    return faults.isEmpty()
        ? Result.done(account)
        : Result.refused(new IdentityRefusal.NotYours(faults));
  }

  private static Fault notAllowed(String field, String detail) {
    return new Fault("/" + field, FaultCode.NOT_ALLOWED, detail);
  }

  private static Person person(Person seen, PersonUpdate update) {
    Optional<String> email = Optional.ofNullable(update.email().apply(seen.email().orElse(null)));
    Person changed =
        seen.withLocale(Optional.ofNullable(update.locale().apply(seen.locale().orElse(null))))
            .withPreferences(PreferencesEdit.after(update.preferences(), seen))
            .withProfile(update.name().orElse(seen.name()), email, seen.loginByEmail());
    return update
        .phone()
        .filter(phone -> !phone.equals(seen.phone()))
        .map(phone -> changed.withPhone(phone, false))
        .orElse(changed);
  }

  private Result<Transaction<IdentityRefusal>, IdentityRefusal> personWrites(
      Actor actor,
      Account account,
      Person changed,
      PersonUpdate update,
      boolean accessChanges,
      Instant now) {
    TenantId tenant = actor.tenant();
    Person seen = account.person();
    Transaction<IdentityRefusal> writes = new Transaction<>();
    if (changed.equals(seen)) {
      return Result.done(writes);
    }
    writes.add(PeopleStore.change(tenant, changed));
    writes.add(
        told(
            actor,
            seen.id(),
            Change.json(seen.toItem(tenant), CONTACTS::contains),
            Change.json(changed.toItem(tenant), CONTACTS::contains),
            now));
    if (!changed.email().equals(seen.email())) {
      writes.add(event(actor, SecurityEvent.Type.EMAIL_CHANGED, seen.id(), now, Map.of()));
    }
    if (!accessChanges && update.reaches()) {
      // The person's version tells of a phone that was verified, the access of a role.
      writes.add(Team.checkStillClient(tenant, account));
    }
    if (changed.phone().equals(seen.phone())) {
      return Result.done(writes);
    }
    // The old phone of a client beside the team is somebody's whose phone did not change.
    List<Write> told =
        profiles.isBesideTeam(tenant, seen)
            ? List.of()
            : notices.writes(tenant, AccountMessage.PHONE_CHANGED, seen, account.role(), now);
    return profiles
        .correctPhone(actor, seen, changed.phone(), now)
        .map(
            move ->
                writes
                    .addAll(move)
                    // A password that came with the old phone is none of the new holder's.
                    .addAll(PeopleStore.dropPending(tenant, account))
                    .addAll(told));
  }

  // Without a new role or state the access stays as it is, and so do the sessions. Who never had an
  // account books no more either while barred, and has none afterwards.
  private static Optional<PersonAccess> next(Account account, PersonUpdate update) {
    Optional<PersonAccess> seen = account.access();
    boolean enabled = account.isEnabled();
    boolean moves = update.role().filter(next -> next != account.role()).isPresent();
    boolean switches = update.enabled().filter(next -> next != enabled).isPresent();
    if (switches && seen.filter(access -> !access.barsOnly()).isEmpty()) {
      return enabled ? Optional.of(PersonAccess.barred()) : Optional.empty();
    }
    return seen.map(access -> moves ? access.withRole(update.role().orElseThrow()) : access)
        .map(access -> switches ? access.withEnabled(!enabled) : access);
  }

  private Result<Transaction<IdentityRefusal>, IdentityRefusal> accessWrites(
      Actor actor,
      Account account,
      Optional<PersonAccess> next,
      Transaction<IdentityRefusal> writes,
      Instant now) {
    TenantId tenant = actor.tenant();
    PersonId personId = account.person().id();
    Account changed = new Account(account.person(), next, account.credentials());
    return team.prepare(tenant, new Team.Move(personId, account.access(), next))
        .map(
            moves -> {
              writes.addAll(moves);
              writes.add(told(actor, personId, json(account), json(changed), now));
              if (account.role() != changed.role()) {
                Map<String, String> facts =
                    Map.of("from", account.role().name(), "to", changed.role().name());
                writes.add(event(actor, SecurityEvent.Type.ROLE_CHANGED, personId, now, facts));
                writes.addAll(
                    notices.writes(
                        tenant,
                        AccountMessage.ROLE_CHANGED,
                        account.person(),
                        account.role(),
                        now));
              }
              if (account.isEnabled() != changed.isEnabled()) {
                SecurityEvent.Type type =
                    changed.isEnabled()
                        ? SecurityEvent.Type.ACCOUNT_ENABLED
                        : SecurityEvent.Type.ACCOUNT_DISABLED;
                writes.add(event(actor, type, personId, now, Map.of()));
              }
              // The caller's rights have to last until it is done. Where callers change themselves,
              // the move has that condition already.
              if (actor instanceof Actor.Person me && !me.id().equals(personId)) {
                Team.requireStill(tenant, me.id(), me.role(), writes);
              }
              return writes;
            });
  }

  // Names and contacts are said to be others, and no more: they are to go with the person.
  private Write told(Actor actor, PersonId personId, JsonNode before, JsonNode after, Instant now) {
    return Changes.write(
        actor.tenant(),
        Change.by(
            actor,
            Change.Subject.PERSON,
            personId.value(),
            "updated",
            before,
            after,
            CONTACTS,
            now,
            ids.next()));
  }

  private static JsonNode json(Account account) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("role", account.role().name())
        .put("enabled", account.isEnabled());
  }

  private Write event(
      Actor actor,
      SecurityEvent.Type type,
      PersonId personId,
      Instant now,
      Map<String, String> facts) {
    return events.record(
        actor.tenant(), SecurityEvent.by(type, actor, personId.value(), now, facts));
  }

  private Result<Account, IdentityRefusal> known(Actor actor, PersonId personId) {
    return Result.of(
        people
            .account(actor.tenant(), personId)
            .filter(account -> Rights.maySee(actor, account.role())),
        new IdentityRefusal.NotFound("person"));
  }
}
