package io.marcado.identity.erasure;

import static java.util.Comparator.comparing;

import io.marcado.domain.PersonId;
import io.marcado.domain.TenantId;
import io.marcado.identity.accounts.sessions.SessionList;
import io.marcado.identity.people.Claim;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.Team;
import io.marcado.identity.published.Erasure;
import io.marcado.identity.published.Erasures;
import io.marcado.identity.team.invitations.InvitationsOfPhone;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.table.Erasing;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Page;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Transaction;
import io.marcado.platform.table.Write;
import io.marcado.platform.table.Write.Expression;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Erases people. One transaction takes away what somebody is called, reached and let in by, and
 * notes that the rest is to be done. What is left in the person's partition is a tombstone with
 * nothing but the id and the time.
 */
@Singleton
final class AccountErasures implements Erasures {
  /**
   * A transaction takes a hundred writes; the rest of a partition is removed behind it. Only
   * sessions can be so many.
   */
  private static final int MOST_AT_ONCE = 70;

  private static final String TOMBSTONE = "ERASED";

  private final Table table;
  private final PeopleStore people;
  private final Team team;
  private final InvitationsOfPhone invitations;
  private final SecurityEvents events;
  private final UnfinishedErasures unfinished;

  AccountErasures(
      Table table,
      PeopleStore people,
      Team team,
      InvitationsOfPhone invitations,
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
  public Optional<Erasure> begin(TenantId tenant, PersonId personId, String address, Instant now) {
    for (int look = 1; look <= Transaction.MOST_LOOKS; look++) {
      List<Item> kept = kept(tenant, personId);
      Optional<PersonAccess> access =
          with(kept, PersonAccess.key(tenant, personId)).map(PersonAccess::fromItem);
      if (access.isEmpty()) {
        return Optional.empty();
      }
      Erasure erasure = new Erasure(tenant, personId, now);
      List<Write> writes =
          new ArrayList<>(team.prepare(tenant, Team.Move.leave(personId, access.get())));
      with(kept, Person.key(tenant, personId))
          .map(Person::fromItem)
          .ifPresent(person -> writes.addAll(forget(tenant, person)));
      writes.add(Write.create(tombstone(tenant, personId), UnfinishedErasures.toItem(erasure)));
      writes.add(UnfinishedErasures.note(erasure));
      writes.add(
          events.record(
              tenant,
              SecurityEvent.own(
                  SecurityEvent.Type.ACCOUNT_ERASED, personId.value(), address, now)));
      // Sessions last: they let nobody in any more, once there is no access item.
      kept.stream()
          .map(item -> PersonAccess.partition(tenant, personId).item(item.text("sk")))
          .filter(key -> writes.stream().noneMatch(write -> write.key().equals(key)))
          .sorted(comparing(SessionList::isSession))
          .limit(MOST_AT_ONCE)
          .map(Write::delete)
          .forEach(writes::add);
      if (table.platformAnd(tenant).transact(writes).written()) {
        return Optional.of(erasure);
      }
      // The person, or the team, was changed meanwhile: look again at what there is.
    }
    throw new TableUnavailableException();
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
    return Erasing.each(
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
    writes.add(
        Write.delete(
            Person.key(tenant, person.id()),
            Expression.of(
                "version = :seen",
                Map.of(":seen", AttributeValue.fromN(Long.toString(person.version()))))));
    List<Claim> claims = new ArrayList<>();
    claims.add(Claim.phone(tenant, person.phone()));
    person.email().map(email -> Claim.email(tenant, email)).ifPresent(claims::add);
    for (Claim claim : claims) {
      if (people.holder(tenant, claim).filter(person.id()::equals).isPresent()) {
        writes.add(claim.release());
      }
    }
    writes.addAll(invitations.removal(tenant, person.phone()));
    return writes;
  }

  private static ItemKey tombstone(TenantId tenant, PersonId personId) {
    return PersonAccess.partition(tenant, personId).item(TOMBSTONE);
  }
}
