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
    return findOrPrepare(tenant, draft, Optional.empty(), now);
  }

  /**
   * The same for a visitor who has just proved the phone: the writes mark it as proved, and
   * remember the network. Name and e-mail of a known client stay, and a registration that waits for
   * the phone is dropped, since nobody knows who wrote it. Costs a BatchGetItem of four more for a
   * known client.
   */
  public ClientRecord findOrPrepareProved(Actor.Visitor visitor, ClientDraft draft, Instant now) {
    return findOrPrepare(visitor.tenant(), draft, Optional.of(visitor), now);
  }

  private ClientRecord findOrPrepare(
      TenantId tenant, ClientDraft draft, Optional<Actor.Visitor> proving, Instant now) {
    PeopleStore.ClientClaim claim = people.clientClaim(tenant, draft.phone());
    return claim
        .holder()
        .map(
            clientId ->
                new ClientRecord(
                    clientId,
                    false,
                    proving.map(visitor -> proof(visitor, clientId)).orElse(List.of())))
        .orElseGet(
            () -> {
              Person person =
                  Person.of(
                          new PersonId(ids.next()), draft.name(), draft.phone(), draft.email(), now)
                      .withLocale(draft.locale());
              List<Write> writes = new ArrayList<>();
              writes.add(claim.claim().take(person.id()));
              writes.add(
                  PeopleStore.create(
                      tenant, proving.isPresent() ? person.withVerifiedPhone() : person));
              proving.ifPresent(
                  visitor -> {
                    writes.addAll(messages.proved(tenant));
                    remember(visitor, person.id(), Map.of()).ifPresent(writes::add);
                  });
              return new ClientRecord(person.id(), true, writes);
            });
  }

  private List<Write> proof(Actor.Visitor visitor, PersonId clientId) {
    TenantId tenant = visitor.tenant();
    PeopleStore.Reading read =
        people.accountWith(tenant, clientId, List.of(SignInHistory.key(tenant, clientId)));
    Optional<Account> known = read.account();
    if (known.isEmpty()) {
      return List.of();
    }
    Person person = known.get().person();
    List<Write> writes = new ArrayList<>();
    if (!person.phoneVerified()) {
      writes.add(PeopleStore.change(tenant, person.withVerifiedPhone()));
      writes.addAll(messages.proved(tenant));
    }
    if (!person.phoneVerified() || known.get().credentials().isPresent()) {
      writes.addAll(PeopleStore.dropPending(tenant, known.get()));
    }
    remember(visitor, clientId, read.others()).ifPresent(writes::add);
    return writes;
  }

  private static Optional<Write> remember(
      Actor.Visitor visitor, PersonId clientId, Map<ItemKey, Item> read) {
    return SignInHistory.of(read, visitor.tenant(), clientId).afterBooking(visitor.sourceAddress());
  }
}
