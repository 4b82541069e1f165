package io.marcado.identity.published;

import io.marcado.domain.Ids;
import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import io.marcado.identity.accounts.limits.MessageDebt;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    return findOrPrepare(tenant, draft, false, now);
  }

  /**
   * The same for a client who has just proved the phone: the writes mark it as proved. Name and
   * e-mail of a known client stay, and a registration that waits for the phone is dropped, since
   * nobody knows who wrote it. Costs a BatchGetItem of three more for a known client.
   */
  public ClientRecord findOrPrepareProved(TenantId tenant, ClientDraft draft, Instant now) {
    return findOrPrepare(tenant, draft, true, now);
  }

  private ClientRecord findOrPrepare(
      TenantId tenant, ClientDraft draft, boolean proved, Instant now) {
    PeopleStore.ClientClaim claim = people.clientClaim(tenant, draft.phone());
    return claim
        .holder()
        .map(
            clientId ->
                new ClientRecord(clientId, false, proved ? proof(tenant, clientId) : List.of()))
        .orElseGet(
            () -> {
              Person person =
                  Person.of(
                          new PersonId(ids.next()), draft.name(), draft.phone(), draft.email(), now)
                      .withLocale(draft.locale());
              List<Write> writes = new ArrayList<>();
              writes.add(claim.claim().take(person.id()));
              writes.add(PeopleStore.create(tenant, proved ? person.withVerifiedPhone() : person));
              writes.addAll(proved ? messages.proved(tenant) : List.of());
              return new ClientRecord(person.id(), true, writes);
            });
  }

  private List<Write> proof(TenantId tenant, PersonId clientId) {
    Optional<Account> known = people.account(tenant, clientId);
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
    return writes;
  }
}
