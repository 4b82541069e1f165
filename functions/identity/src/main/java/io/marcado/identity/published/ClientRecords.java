package io.marcado.identity.published;

import io.marcado.domain.Actor;
import io.marcado.domain.Ids;
import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import io.marcado.identity.accounts.limits.MessageDebt;
import io.marcado.identity.accounts.limits.SignInHistory;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.OptimisticRetry;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the client of a booking by phone, or prepares the record of a new one: a person without
 * credentials. A booking never overwrites what we know of a person.
 *
 * <p>For the phone of somebody who works at the business it finds, or prepares, a client record
 * beside that person's own. So the id in a booking tells nobody that a phone is the owner's.
 */
@Singleton
public final class ClientRecords {
  private final PeopleStore people;
  private final MessageDebt messages;
  private final Ids ids;

  /**
   * A client as a booking names it.
   *
   * @param name 1 to 100 characters
   * @param locale the language of messages to a new client; empty for the business's
   */
  public record ClientDraft(
      String name, PhoneNumber phone, Optional<String> email, Optional<Locale> locale) {

    /** A client who is written to in the language of the business. */
    public ClientDraft(String name, PhoneNumber phone, Optional<String> email) {
      this(name, phone, email, Optional.empty());
    }

    /** Hides the personal data. */
    @Override
    public String toString() {
      return "ClientDraft";
    }
  }

  public ClientRecords(PeopleStore people, MessageDebt messages, Ids ids) {
    this.people = people;
    this.messages = messages;
    this.ids = ids;
  }

  /**
   * The client with the draft's phone, or the writes that make one, by one BatchGetItem; by a
   * GetItem more when the phone is of the team.
   *
   * <p>A refusal of one of those writes means that somebody else has just made the client: ask
   * again and go on with the answer.
   */
  public ClientRecord findOrPrepare(TenantId tenant, ClientDraft draft, Instant now) {
    PeopleStore.ClientClaim claim = people.clientClaim(tenant, draft.phone());
    return claim
        .holder()
        .map(ClientRecord::known)
        .orElseGet(
            () -> {
              Person person = person(draft, now);
              return new ClientRecord(person.id(), true, made(tenant, claim, person));
            });
  }

  /**
   * The same for a visitor who has just proved the phone: the writes mark it as proved, and
   * remember the network. Name and e-mail of a known client stay, and a registration that waits for
   * the phone is dropped, since nobody knows who wrote it. Costs a BatchGetItem of four more for a
   * known client, and a GetItem for a phone that was never proved. While others pass the phone on
   * again and again it marks nothing.
   */
  public ClientRecord findOrPrepareProved(Actor.Visitor visitor, ClientDraft draft, Instant now) {
    return OptimisticRetry.untilWritten(
        () -> proved(visitor, draft, now), () -> findOrPrepare(visitor.tenant(), draft, now));
  }

  /** One attempt; empty when another person got the phone between its reads. */
  private Optional<ClientRecord> proved(Actor.Visitor visitor, ClientDraft draft, Instant now) {
    TenantId tenant = visitor.tenant();
    PeopleStore.ClientClaim claim = people.clientClaim(tenant, draft.phone());
    if (claim.holder().isPresent()) {
      PersonId clientId = claim.holder().get();
      return proof(visitor, clientId, draft.phone())
          .map(writes -> new ClientRecord(clientId, false, writes));
    }
    Person person = person(draft, now).withVerifiedPhone();
    List<Write> writes = made(tenant, claim, person);
    writes.addAll(messages.proved(tenant, person.phone()));
    remember(visitor, person.id(), Map.of()).ifPresent(writes::add);
    return Optional.of(new ClientRecord(person.id(), true, writes));
  }

  private Person person(ClientDraft draft, Instant now) {
    return Person.of(new PersonId(ids.next()), draft.name(), draft.phone(), draft.email(), now)
        .withLocale(draft.locale());
  }

  private static List<Write> made(TenantId tenant, PeopleStore.ClientClaim claim, Person person) {
    List<Write> writes = new ArrayList<>(claim.take(person.id()));
    writes.add(PeopleStore.create(tenant, person));
    return writes;
  }

  /** The writes of a proof; empty when the person has not this phone. */
  private Optional<List<Write>> proof(Actor.Visitor visitor, PersonId clientId, PhoneNumber phone) {
    TenantId tenant = visitor.tenant();
    PeopleStore.Reading read =
        people.accountWith(tenant, clientId, List.of(SignInHistory.key(tenant, clientId)));
    Optional<Account> known =
        read.account().filter(account -> account.person().phone().equals(phone));
    if (known.isEmpty()) {
      return Optional.empty();
    }
    Person person = known.get().person();
    List<Write> writes = new ArrayList<>();
    if (!person.phoneVerified()) {
      writes.add(PeopleStore.change(tenant, person.withVerifiedPhone()));
      writes.addAll(messages.proved(tenant, phone));
    }
    if (!person.phoneVerified() || known.get().credentials().isPresent()) {
      writes.addAll(PeopleStore.dropPending(tenant, known.get()));
    }
    remember(visitor, clientId, read.others()).ifPresent(writes::add);
    return Optional.of(writes);
  }

  private static Optional<Write> remember(
      Actor.Visitor visitor, PersonId clientId, Map<ItemKey, Item> read) {
    return SignInHistory.of(read, visitor.tenant(), clientId).afterBooking(visitor.sourceAddress());
  }
}
