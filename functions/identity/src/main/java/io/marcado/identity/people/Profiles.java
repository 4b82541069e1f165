package io.marcado.identity.people;

import io.marcado.domain.Actor;
import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityRefusal;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Prepares changes of names, phones and e-mails. A phone is one person's. An e-mail that nobody
 * else of the business has becomes a way to log in; one that somebody has is kept for writing to,
 * and we tell nobody that it is taken.
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
   * A person as it is to be written.
   *
   * @param writes to go into one transaction; refused when the person, or the claim on the e-mail,
   *     was changed meanwhile: read again then
   */
  public record Unsaved(Person person, List<Write> writes) {}

  /** Prepares a change of name and e-mail, by one GetItem when the e-mail is another. */
  public Unsaved change(TenantId tenant, Person seen, String name, Optional<String> email) {
    List<Write> writes = new ArrayList<>();
    boolean login = seen.loginByEmail();
    if (!seen.isMailbox(email) || (email.isPresent() && !login)) {
      if (login) {
        seen.email().ifPresent(old -> writes.add(Claim.email(tenant, old).release(seen.id())));
      }
      login = email.isPresent() && take(tenant, seen.id(), email.get(), writes);
    }
    Person changed = seen.withProfile(name, email, login);
    writes.addFirst(PeopleStore.change(tenant, changed));
    return new Unsaved(changed, writes);
  }

  /** Prepares somebody new, whose e-mail becomes a way to log in when nobody has it. */
  public Unsaved create(TenantId tenant, Person person) {
    List<Write> writes = new ArrayList<>();
    boolean login =
        person.email().filter(email -> take(tenant, person.id(), email, writes)).isPresent();
    Person made = person.withProfile(person.name(), person.email(), login);
    writes.addFirst(PeopleStore.create(tenant, made));
    return new Unsaved(made, writes);
  }

  /**
   * Prepares an e-mail that its person has proved. It becomes a way to log in, also where somebody
   * else had it as one and never proved it. Refused when somebody else has proved it before.
   */
  public Result<Unsaved, IdentityRefusal> verified(TenantId tenant, Person seen, String email) {
    List<Write> writes = new ArrayList<>();
    if (!seen.loginByEmail() || !seen.isMailbox(Optional.of(email))) {
      if (seen.loginByEmail()) {
        seen.email().ifPresent(old -> writes.add(Claim.email(tenant, old).release(seen.id())));
      }
      if (!takeOver(tenant, seen.id(), email, writes)) {
        return Result.refused(new IdentityRefusal.EmailTaken());
      }
    }
    Person changed = seen.withVerifiedEmail(email, true);
    writes.addFirst(PeopleStore.change(tenant, changed));
    return Result.done(new Unsaved(changed, writes));
  }

  /**
   * Prepares the move to a phone that its person has proved: the claims on the old and the new one,
   * and the event. The caller changes the person's own record. Refused when somebody else has the
   * phone.
   *
   * @return writes that are refused when somebody has taken the phone meanwhile: read again then
   */
  public Result<List<Write>, IdentityRefusal> movePhone(
      Actor actor, Person seen, PhoneNumber phone, Instant now) {
    Claim claim = Claim.phone(actor.tenant(), phone);
    return people.holder(actor.tenant(), claim).isPresent()
        ? Result.refused(new IdentityRefusal.PhoneTaken())
        : Result.done(movePhone(actor, seen, List.of(claim.take(seen.id())), now));
  }

  /**
   * Prepares the same for a client whose phone the business corrects. As with a booking, the phone
   * may be of the team: the client then stands beside that person. So it is refused only when
   * another client has the phone.
   */
  public Result<List<Write>, IdentityRefusal> correctPhone(
      Actor actor, Person seen, PhoneNumber phone, Instant now) {
    PeopleStore.ClientClaim claim = people.clientClaim(actor.tenant(), phone);
    return claim.holder().isPresent()
        ? Result.refused(new IdentityRefusal.PhoneTaken())
        : Result.done(movePhone(actor, seen, claim.take(seen.id()), now));
  }

  /** True for a client who stands beside the person of the team who has the phone. */
  public boolean isBesideTeam(TenantId tenant, Person client) {
    return people
        .holder(tenant, Claim.clientOfTeamPhone(tenant, client.phone()))
        .filter(client.id()::equals)
        .isPresent();
  }

  private List<Write> movePhone(Actor actor, Person seen, List<Write> taking, Instant now) {
    TenantId tenant = actor.tenant();
    List<Write> writes = new ArrayList<>(leavePhone(tenant, seen));
    writes.addAll(taking);
    writes.add(
        events.record(
            tenant,
            SecurityEvent.by(
                SecurityEvent.Type.PHONE_CHANGED, actor, seen.id().value(), now, Map.of())));
    return writes;
  }

  /**
   * Gives the phone back, or to the client who stands beside the person; refused when such a client
   * came or went meanwhile.
   */
  private List<Write> leavePhone(TenantId tenant, Person seen) {
    Claim own = Claim.phone(tenant, seen.phone());
    Claim beside = Claim.clientOfTeamPhone(tenant, seen.phone());
    Optional<PersonId> client = people.holder(tenant, beside);
    if (client.isEmpty()) {
      return List.of(own.release(seen.id()), beside.checkFree());
    }
    return client.get().equals(seen.id())
        ? List.of(beside.release(seen.id()))
        : List.of(own.takeOver(seen.id(), client.get()), beside.release(client.get()));
  }

  /** False when somebody else has proved the e-mail. */
  private boolean takeOver(TenantId tenant, PersonId personId, String email, List<Write> writes) {
    Claim claim = Claim.email(tenant, email);
    Optional<PersonId> holderId = people.holder(tenant, claim);
    if (holderId.isEmpty()) {
      writes.add(claim.take(personId));
      return true;
    }
    Optional<Person> holder = people.find(tenant, holderId.get());
    if (holder.filter(Person::emailVerified).isPresent()) {
      return false;
    }
    writes.add(claim.takeOver(holderId.get(), personId));
    holder.ifPresent(other -> writes.add(PeopleStore.change(tenant, other.withoutLoginByEmail())));
    return true;
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
