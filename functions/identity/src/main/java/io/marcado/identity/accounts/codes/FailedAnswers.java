package io.marcado.identity.accounts.codes;

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
import io.marcado.platform.table.OptimisticRetry;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Update;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
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
  private final PeopleStore people;
  private final Notices notices;
  private final Table table;

  public FailedAnswers(SecurityEvents events, PeopleStore people, Notices notices, Table table) {
    this.events = events;
    this.people = people;
    this.notices = notices;
    this.table = table;
  }

  /** The purpose of an answer, and the refusal of a wrong one. */
  public enum What {
    /** A code to log in with, from a message or an authenticator app. */
    LOGIN(new IdentityRefusal.InvalidCode(CodeUse.LOGIN)),
    PASSWORD("password", new IdentityRefusal.WrongCurrentPassword()),
    STEP_UP("step-up", new IdentityRefusal.InvalidCode(CodeUse.STEP_UP)),
    RESET_TOKEN("reset-token", new IdentityRefusal.InvalidCode(CodeUse.PASSWORD_RESET)),
    SECOND_CODE("second-code", new IdentityRefusal.InvalidCode(CodeUse.PASSWORD_RESET)),
    CONTACT("contact", new IdentityRefusal.InvalidCode(CodeUse.CONTACT)),
    TOTP_SETUP("totp-setup", new IdentityRefusal.InvalidCode(CodeUse.TOTP_SETUP)),
    INVITATION("invitation", new IdentityRefusal.InvalidCode(CodeUse.INVITATION));

    private final SecurityEvent.Type type;
    private final Map<String, String> facts;
    private final IdentityRefusal refusal;

    What(IdentityRefusal refusal) {
      this.type = SecurityEvent.Type.LOGIN_FAILED;
      this.facts = Map.of();
      this.refusal = refusal;
    }

    What(String text, IdentityRefusal refusal) {
      this.type = SecurityEvent.Type.VERIFICATION_FAILED;
      this.facts = Map.of("what", text);
      this.refusal = refusal;
    }

    /** The refusal of a wrong answer, and of an answer to an expired challenge. */
    public IdentityRefusal refusal() {
      return refusal;
    }
  }

  /**
   * Records a wrong answer that needs no count over all challenges: a token, a password, a code of
   * an authenticator app, or one for a contact that is not the person's yet.
   *
   * @param personId the person who should have answered
   * @return the refusal of the answer
   */
  public IdentityRefusal record(Actor actor, What what, Optional<PersonId> personId, Instant now) {
    if (table.of(actor.tenant()).write(event(actor, what, personId, now))
        instanceof Outcome.Contended) {
      throw new TableUnavailableException();
    }
    return what.refusal();
  }

  /**
   * Records and counts a wrong code that went to a person's phone. It makes as many writes for a
   * decoy. After {@value SignInHistory#MOST_WRONG} in a row the person gets one notice.
   *
   * @return the refusal of the code
   */
  public IdentityRefusal recordCode(
      Actor actor, What what, Codes codes, Challenge challenge, Instant now) {
    TenantId tenant = actor.tenant();
    Write event = event(actor, what, challenge.personId(), now);
    if (challenge.personId().isEmpty()) {
      boolean _ = transact(tenant, decoy(event, challenge));
      return what.refusal();
    }
    PersonId id = challenge.personId().get();
    OptimisticRetry.untilTrue(
        () -> {
          if (transact(tenant, counted(event, tenant, id, codes))) {
            return true;
          }
          // It was the last one before the limit, or the person no longer exists.
          Optional<Person> person = people.find(tenant, id);
          return person.isEmpty()
              || transact(tenant, last(event, tenant, person.get(), codes, now));
        });
    return what.refusal();
  }

  private static List<Write> counted(Write event, TenantId tenant, PersonId id, Codes codes) {
    return List.of(
        event,
        SignInHistory.count(tenant, id, codes),
        // An erased person gets no new item.
        Write.check(Person.key(tenant, id), Condition.ITEM_PRESENT));
  }

  private List<Write> last(Write event, TenantId tenant, Person person, Codes codes, Instant now) {
    return List.of(
        event,
        SignInHistory.countLast(tenant, person.id(), codes),
        PeopleStore.checkUnchanged(tenant, person),
        notices.write(tenant, AccountMessage.CODES_LOCKED, person, now));
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

  private boolean transact(TenantId tenant, List<Write> writes) {
    return table.of(tenant).transact(writes).written();
  }

  private Write event(Actor actor, What what, Optional<PersonId> personId, Instant now) {
    return events.record(
        actor.tenant(),
        new SecurityEvent(
            what.type,
            Optional.empty(),
            personId.map(PersonId::value),
            actor.address().orElse(""),
            now,
            what.facts));
  }
}
