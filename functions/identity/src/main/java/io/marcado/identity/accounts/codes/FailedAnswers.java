package io.marcado.identity.accounts.codes;

import static io.marcado.platform.audit.SecurityEvent.Type.LOGIN_FAILED;
import static io.marcado.platform.audit.SecurityEvent.Type.VERIFICATION_FAILED;

import io.marcado.domain.Actor;
import io.marcado.domain.CheckReturnValue;
import io.marcado.domain.PersonId;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.IdentityRefusal.CodeUse;
import io.marcado.identity.accounts.limits.SignInHistory;
import io.marcado.identity.accounts.limits.SignInHistory.Codes;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import io.marcado.identity.published.deliveries.AccountMessage;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.OptimisticRetry;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Update;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Records wrong answers on the audit trail. It records only counted tries. Each challenge has few,
 * so nobody can fill the trail with guesses at unknown challenges. The same transaction counts
 * wrong codes that went to a phone, over all challenges of a person.
 */
@CheckReturnValue
@Singleton
public final class FailedAnswers {
  private final SecurityEvents events;
  private final Notices notices;
  private final Table table;

  public FailedAnswers(SecurityEvents events, Notices notices, Table table) {
    this.events = events;
    this.notices = notices;
    this.table = table;
  }

  /**
   * Records a wrong answer that needs no count over all challenges: a token, a code of an
   * authenticator app, or one for a contact that is not the person's yet.
   *
   * @param personId the person who should have answered
   * @return the refusal of the answer
   */
  public IdentityRefusal record(
      Actor actor, CodeUse use, Optional<PersonId> personId, int attemptsLeft, Instant now) {
    write(actor, event(actor, use, personId, now));
    return new IdentityRefusal.InvalidCode(attemptsLeft);
  }

  /** Records a wrong present password, and returns its refusal. */
  public IdentityRefusal recordPassword(Actor.Person me, Instant now) {
    write(
        me, event(me, VERIFICATION_FAILED, Map.of("what", "password"), Optional.of(me.id()), now));
    return new IdentityRefusal.WrongCurrentPassword();
  }

  private void write(Actor actor, Write event) {
    if (table.of(actor.tenant()).write(event) instanceof Outcome.Contended) {
      throw new TableUnavailableException();
    }
  }

  /**
   * Records and counts a wrong code that went to a person's phone. It makes as many writes for a
   * decoy. The {@value SignInHistory#MOST_WRONG}th in a row sends the person a notice.
   *
   * @return the refusal of the code
   */
  public IdentityRefusal recordCode(
      Actor actor, CodeUse use, Codes codes, Challenge challenge, Instant now) {
    TenantId tenant = actor.tenant();
    Write event = event(actor, use, challenge.personId(), now);
    if (challenge.personId().isEmpty()) {
      Map<ItemKey, Item> _ = read(tenant, new PersonId(challenge.id()));
      boolean _ = transact(tenant, decoy(event, challenge));
      return new IdentityRefusal.InvalidCode(challenge.attemptsLeft());
    }
    PersonId id = challenge.personId().get();
    String address = actor.address().orElse("");
    OptimisticRetry.untilTrue(
        () -> {
          Map<ItemKey, Item> read = read(tenant, id);
          Optional<Person> person =
              Optional.ofNullable(read.get(Person.key(tenant, id))).map(Person::fromItem);
          // An erased person gets no new item.
          if (person.isEmpty()) {
            return transact(tenant, List.of(event));
          }
          SignInHistory history = SignInHistory.of(read, tenant, id);
          List<Write> writes = new ArrayList<>();
          writes.add(event);
          writes.add(history.afterWrong(codes, address, now));
          writes.add(PeopleStore.checkUnchanged(tenant, person.get()));
          if (history.locksNext(codes, address)) {
            writes.addAll(notices.write(tenant, AccountMessage.CODES_LOCKED, person.get(), now));
          }
          return transact(tenant, writes);
        });
    return new IdentityRefusal.InvalidCode(challenge.attemptsLeft());
  }

  // A decoy counts on the challenge itself, which expires soon.
  private static List<Write> decoy(Write event, Challenge challenge) {
    return List.of(
        event,
        Write.update(
            ChallengeStore.key(challenge.tenant(), challenge.id()),
            new Update().add("wrong", 1),
            Condition.ITEM_PRESENT),
        Write.check(
            Person.key(challenge.tenant(), new PersonId(challenge.id())), Condition.ITEM_ABSENT));
  }

  private Map<ItemKey, Item> read(TenantId tenant, PersonId id) {
    return table.of(tenant).get(List.of(SignInHistory.key(tenant, id), Person.key(tenant, id)));
  }

  private boolean transact(TenantId tenant, List<Write> writes) {
    return table.of(tenant).transact(writes).written();
  }

  private Write event(Actor actor, CodeUse use, Optional<PersonId> personId, Instant now) {
    return use == CodeUse.LOGIN
        ? event(actor, LOGIN_FAILED, Map.of(), personId, now)
        // The contract of the audit trail has these words, such as step-up.
        : event(
            actor,
            VERIFICATION_FAILED,
            Map.of("what", use.name().toLowerCase(Locale.ROOT).replace('_', '-')),
            personId,
            now);
  }

  private Write event(
      Actor actor,
      SecurityEvent.Type type,
      Map<String, String> facts,
      Optional<PersonId> personId,
      Instant now) {
    return events.record(
        actor.tenant(),
        new SecurityEvent(
            type,
            Optional.empty(),
            personId.map(PersonId::value),
            actor.address().orElse(""),
            now,
            facts));
  }
}
