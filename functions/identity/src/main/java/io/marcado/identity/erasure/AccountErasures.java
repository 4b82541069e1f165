package io.marcado.identity.erasure;

import static java.util.Comparator.comparing;

import io.marcado.domain.Actor;
import io.marcado.domain.PersonId;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.accounts.sessions.SessionList;
import io.marcado.identity.accounts.stepup.StepUp;
import io.marcado.identity.people.Claim;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.Team;
import io.marcado.identity.published.Erasure;
import io.marcado.identity.published.ErasureProof;
import io.marcado.identity.published.Erasures;
import io.marcado.identity.team.invitations.InvitationStore;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.paging.Page;
import io.marcado.platform.paging.Paged;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.OptimisticRetry;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Transaction;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Erases people. One transaction removes a person's name, contacts and access, and notes that the
 * rest is to be done. In the person's partition a tombstone stays, with only the id and the time.
 */
@Singleton
final class AccountErasures implements Erasures {
  /**
   * A transaction takes a hundred writes; the rest of a partition is removed behind it. Only
   * sessions can be so many.
   */
  private static final int MOST_AT_ONCE = 60;

  private static final String TOMBSTONE = "ERASED";

  private final Table table;
  private final PeopleStore people;
  private final Team team;
  private final InvitationStore invitations;
  private final SecurityEvents events;
  private final UnfinishedErasures unfinished;

  AccountErasures(
      Table table,
      PeopleStore people,
      Team team,
      InvitationStore invitations,
      SecurityEvents events,
      UnfinishedErasures unfinished) {
    this.table = table;
    this.people = people;
    this.team = team;
    this.invitations = invitations;
    this.events = events;
    this.unfinished = unfinished;
  }

  @Override
  public Result<Optional<Erasure>, IdentityRefusal> begin(
      Actor.Person person, ErasureProof proof, Instant now) {
    return OptimisticRetry.untilWritten(() -> attempt(person, proof.writes(), now));
  }

  private Optional<Result<Optional<Erasure>, IdentityRefusal>> attempt(
      Actor.Person me, List<Write> proof, Instant now) {
    TenantId tenant = me.tenant();
    List<Item> kept = kept(tenant, me.id());
    Optional<PersonAccess> access =
        with(kept, PersonAccess.key(tenant, me.id())).map(PersonAccess::fromItem);
    if (access.isEmpty()) {
      return Optional.of(Result.done(Optional.empty()));
    }
    return switch (team.prepare(tenant, Team.Move.leave(me.id(), access.get()))) {
      case Result.Refused<List<Write>, IdentityRefusal>(IdentityRefusal why) ->
          Optional.of(Result.refused(why));
      case Result.Done<List<Write>, IdentityRefusal>(List<Write> moves) ->
          erase(me, proof, kept, moves, now);
    };
  }

  private Optional<Result<Optional<Erasure>, IdentityRefusal>> erase(
      Actor.Person me, List<Write> proof, List<Item> kept, List<Write> moves, Instant now) {
    TenantId tenant = me.tenant();
    Erasure erasure = new Erasure(tenant, me.id(), now);
    List<Write> writes = new ArrayList<>(moves);
    with(kept, Person.key(tenant, me.id()))
        .map(Person::fromItem)
        .ifPresent(
            person -> {
              writes.addAll(forget(tenant, person));
              writes.addAll(forgetClientBeside(tenant, person, now));
            });
    writes.add(Write.create(tombstone(tenant, me.id()), UnfinishedErasures.toItem(erasure)));
    writes.add(UnfinishedErasures.note(erasure));
    writes.add(
        events.record(tenant, SecurityEvent.own(SecurityEvent.Type.ACCOUNT_ERASED, me, now)));
    // Sessions last: without an access item they let nobody in.
    kept.stream()
        .map(item -> PersonAccess.partition(tenant, me.id()).item(item.text("sk")))
        .filter(key -> writes.stream().noneMatch(write -> write.key().equals(key)))
        // A transaction writes an item once. The rest is removed behind it.
        .filter(key -> proof.stream().noneMatch(write -> write.key().equals(key)))
        .sorted(comparing(SessionList::isSession))
        .limit(MOST_AT_ONCE)
        .map(Write::delete)
        .forEach(writes::add);
    return new Transaction<IdentityRefusal>()
        .addAll(proof, StepUp.REFUSED)
        .addAll(writes)
        .commit(table.platformAnd(tenant))
        .result(() -> Optional.of(erasure));
  }

  @Override
  public List<Erasure> unfinished() {
    return unfinished.all();
  }

  @Override
  public boolean clear(Erasure erasure) {
    ItemKey tombstone = tombstone(erasure.tenant(), erasure.personId());
    List<Item> kept = kept(erasure.tenant(), erasure.personId());
    if (with(kept, tombstone).isEmpty()) {
      throw new IllegalStateException("somebody who was not erased");
    }
    return Paged.each(
        _ -> new Page<>(kept, Optional.empty()),
        item -> !item.text("sk").equals(TOMBSTONE),
        item -> remove(erasure.tenant(), tombstone.partition().item(item.text("sk"))));
  }

  private void remove(TenantId tenant, ItemKey key) {
    if (table.of(tenant).write(Write.delete(key)) instanceof Outcome.Contended) {
      throw new TableUnavailableException();
    }
  }

  @Override
  public void finish(Erasure erasure) {
    unfinished.remove(erasure);
  }

  private List<Item> kept(TenantId tenant, PersonId personId) {
    return table.of(tenant).queryAll(Selection.of(PersonAccess.partition(tenant, personId)));
  }

  private static Optional<Item> with(List<Item> items, ItemKey key) {
    return items.stream().filter(item -> item.text("sk").equals(key.sort())).findFirst();
  }

  /** The writes that take a person's record away, and give back what it alone could have. */
  private List<Write> forget(TenantId tenant, Person person) {
    List<Write> writes = new ArrayList<>();
    writes.add(PeopleStore.remove(tenant, person));
    List<Claim> claims = new ArrayList<>();
    claims.add(Claim.phone(tenant, person.phone()));
    person.email().map(email -> Claim.email(tenant, email)).ifPresent(claims::add);
    for (Claim claim : claims) {
      if (people.holder(tenant, claim).filter(person.id()::equals).isPresent()) {
        writes.add(claim.release(person.id()));
      }
    }
    writes.addAll(invitations.removal(tenant, person.phone()));
    return writes;
  }

  /**
   * The writes that erase the client record that stands for a phone of the team, of which the rest
   * is done like that of any person; refused when there is one only now.
   */
  private List<Write> forgetClientBeside(TenantId tenant, Person person, Instant now) {
    Claim claim = Claim.clientOfTeamPhone(tenant, person.phone());
    Optional<PersonId> holder = people.holder(tenant, claim);
    if (holder.isEmpty()) {
      return List.of(claim.checkFree());
    }
    return holder
        .flatMap(id -> people.find(tenant, id))
        .filter(client -> client.phone().equals(person.phone()))
        .map(client -> forget(tenant, claim, client, new Erasure(tenant, client.id(), now)))
        .orElse(List.of());
  }

  private static List<Write> forget(TenantId tenant, Claim claim, Person client, Erasure erasure) {
    return List.of(
        claim.release(client.id()),
        PeopleStore.remove(tenant, client),
        Write.create(tombstone(tenant, client.id()), UnfinishedErasures.toItem(erasure)),
        UnfinishedErasures.note(erasure));
  }

  private static ItemKey tombstone(TenantId tenant, PersonId personId) {
    return PersonAccess.partition(tenant, personId).item(TOMBSTONE);
  }
}
