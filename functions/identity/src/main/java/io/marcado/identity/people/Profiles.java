package io.marcado.identity.people;

import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityProblem;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.Problem;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Prepares changes of names, phones and e-mails. A phone is one person's. An e-mail that nobody
 * else of the business has becomes a way to log in; one that somebody has is kept for writing to,
 * and that it is taken is told to nobody.
 */
@Singleton
public final class Profiles {
  private final PeopleStore people;
  private final SecurityEvents events;

  public Profiles(PeopleStore people, SecurityEvents events) {
    this.people = people;
    this.events = events;
  }

  /**
   * A changed person.
   *
   * @param writes to go into one transaction; refused when the person, or the claim on the e-mail,
   *     was changed meanwhile: read again then
   */
  public record Change(Person person, List<Write> writes) {}

  /** Prepares a change of name and e-mail, by one GetItem when the e-mail is another. */
  public Change change(TenantId tenant, Person seen, String name, Optional<String> email) {
    List<Write> writes = new ArrayList<>();
    boolean login = seen.loginByEmail();
    if (!seen.isMailbox(email) || (email.isPresent() && !login)) {
      if (login) {
        seen.email().ifPresent(old -> writes.add(Claim.email(tenant, old).release()));
      }
      login = email.isPresent() && take(tenant, seen.id(), email.get(), writes);
    }
    Person changed = seen.withProfile(name, email, login);
    writes.addFirst(PeopleStore.change(tenant, changed));
    return new Change(changed, writes);
  }

  /** Prepares somebody new, whose e-mail becomes a way to log in when nobody has it. */
  public Change create(TenantId tenant, Person person) {
    List<Write> writes = new ArrayList<>();
    boolean login =
        person.email().filter(email -> take(tenant, person.id(), email, writes)).isPresent();
    Person made = person.withProfile(person.name(), person.email(), login);
    writes.addFirst(PeopleStore.create(tenant, made));
    return new Change(made, writes);
  }

  /**
   * Prepares an e-mail that was verified to be the person's own. It becomes a way to log in, also
   * where somebody else had it as one and never verified it.
   *
   * @throws Problem 409 when somebody else verified it before
   */
  public Change verified(TenantId tenant, Person seen, String email) {
    List<Write> writes = new ArrayList<>();
    if (!seen.loginByEmail() || !seen.isMailbox(Optional.of(email))) {
      if (seen.loginByEmail()) {
        seen.email().ifPresent(old -> writes.add(Claim.email(tenant, old).release()));
      }
      takeOver(tenant, seen.id(), email, writes);
    }
    Person changed = seen.withVerifiedEmail(email, true);
    writes.addFirst(PeopleStore.change(tenant, changed));
    return new Change(changed, writes);
  }

  /**
   * Prepares the move to another phone, by one GetItem: whose the old one and the new one are, and
   * what the audit trail says of it. The person's own record is the caller's to change.
   *
   * @return writes that are refused when somebody has taken the phone meanwhile: read again then
   * @throws Problem 409 when somebody else has it
   */
  public List<Write> movePhone(Call call, Person seen, PhoneNumber phone) {
    TenantId tenant = call.tenant();
    Claim claim = Claim.phone(tenant, phone);
    if (people.holder(tenant, claim).isPresent()) {
      throw new Problem(
          IdentityProblem.PHONE_TAKEN,
          "Somebody else of this business has this phone. If that is you as well, sign in with it and"
              + " erase or change that account first; else ask the business.");
    }
    return List.of(
        claim.take(seen.id()),
        Claim.phone(tenant, seen.phone()).release(),
        events.record(
            tenant,
            SecurityEvent.by(
                SecurityEvent.Type.PHONE_CHANGED,
                call.callerId(),
                seen.id().value(),
                call.sourceAddress(),
                call.now(),
                Map.of())));
  }

  private void takeOver(TenantId tenant, PersonId personId, String email, List<Write> writes) {
    Claim claim = Claim.email(tenant, email);
    Optional<PersonId> holderId = people.holder(tenant, claim);
    if (holderId.isEmpty()) {
      writes.add(claim.take(personId));
      return;
    }
    Optional<Person> holder = people.find(tenant, holderId.get());
    if (holder.filter(Person::emailVerified).isPresent()) {
      throw new Problem(
          IdentityProblem.EMAIL_TAKEN, "Somebody else of this business has verified this e-mail.");
    }
    writes.add(claim.takeOver(holderId.get(), personId));
    holder.ifPresent(other -> writes.add(PeopleStore.change(tenant, other.withoutLoginByEmail())));
  }

  private boolean take(TenantId tenant, PersonId personId, String email, List<Write> writes) {
    Claim claim = Claim.email(tenant, email);
    if (people.holder(tenant, claim).isPresent()) {
      return false;
    }
    writes.add(claim.take(personId));
    return true;
  }
}
