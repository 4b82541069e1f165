package io.marcado.identity.published;

import io.marcado.domain.Ids;
import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import jakarta.inject.Singleton;
import java.time.Instant;
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

  public ClientRecords(PeopleStore people, Ids ids) {
    this.people = people;
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
        .map(clientId -> new ClientRecord(clientId, List.of()))
        .orElseGet(
            () -> {
              Person person =
                  Person.of(
                          new PersonId(ids.next()), draft.name(), draft.phone(), draft.email(), now)
                      .withLocale(draft.locale());
              return new ClientRecord(
                  person.id(),
                  List.of(claim.claim().take(person.id()), PeopleStore.create(tenant, person)));
            });
  }
}
