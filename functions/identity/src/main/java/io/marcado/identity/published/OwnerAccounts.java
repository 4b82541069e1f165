package io.marcado.identity.published;

import io.marcado.domain.Ids;
import io.marcado.domain.PersonId;
import io.marcado.domain.TenantId;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.Claim;
import io.marcado.identity.people.NoticeChoice;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.Phones;
import io.marcado.identity.people.Team;
import io.marcado.identity.people.credentials.Credentials;
import io.marcado.identity.people.credentials.Password;
import io.marcado.identity.people.credentials.PasswordHasher;
import io.marcado.identity.published.notices.MessagePreferences;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Readers;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the account of a business's owner, as part of the sign-up's transaction. */
@Singleton
public final class OwnerAccounts {
  private final PeopleStore people;
  private final PasswordHasher hasher;
  private final Phones phones;
  private final Ids ids;

  /**
   * An owner about to be.
   *
   * @param writes six, all of them of the tenant; none is ever refused for a tenant id that is new
   */
  public record NewOwner(PersonId id, List<Write> writes) {}

  public OwnerAccounts(PeopleStore people, PasswordHasher hasher, Phones phones, Ids ids) {
    this.people = people;
    this.hasher = hasher;
    this.phones = phones;
    this.ids = ids;
  }

  /**
   * Reads the owner of a sign-up. A phone that no code can be sent to is a fault, since its owner
   * could never log in; so is one of the commonest passwords.
   */
  public FieldReader<OwnerDraft> reader() {
    return Readers.object(
        fields ->
            new OwnerDraft(
                fields.required("name", Readers.name(Person.LONGEST_NAME)),
                fields.required("phone", phones.reachable()),
                fields.required("email", Readers.email()),
                fields.required("password", Password.chosen())));
  }

  /**
   * Prepares the account. The password counts at once; the phone is verified by the first login,
   * which needs the code that is sent to it. Costs one Argon2.
   */
  public NewOwner prepare(TenantId tenant, OwnerDraft draft, Instant now) {
    Person person =
        new Person(
            new PersonId(ids.next()),
            draft.name(),
            draft.phone(),
            Optional.of(draft.email()),
            true,
            false,
            false,
            Optional.empty(),
            NoticeChoice.NONE,
            MessagePreferences.NONE,
            1,
            now);
    Credentials credentials =
        new Credentials(ids.next(), hasher.hash(draft.password()), true, Optional.empty());
    PersonId id = person.id();
    List<Write> writes = new ArrayList<>(Team.found(tenant, id));
    writes.add(PeopleStore.create(tenant, person));
    writes.add(PeopleStore.set(tenant, id, credentials));
    writes.add(Claim.phone(tenant, draft.phone()).take(id));
    writes.add(Claim.email(tenant, draft.email()).take(id));
    return new NewOwner(id, writes);
  }

  /**
   * True when this account was made from the same draft, password included: how a repeated sign-up
   * is recognised without keeping a fast hash of a password anywhere. Costs one Argon2.
   */
  public boolean isFrom(TenantId tenant, PersonId personId, OwnerDraft draft) {
    Optional<Account> found = people.account(tenant, personId);
    if (found.isEmpty() || found.get().credentials().isEmpty()) {
      return false;
    }
    Person person = found.get().person();
    return hasher.matches(draft.password(), found.get().credentials().get().hash())
        && person.name().equals(draft.name())
        && person.phone().equals(draft.phone())
        && person.email().equals(Optional.of(draft.email()));
  }
}
