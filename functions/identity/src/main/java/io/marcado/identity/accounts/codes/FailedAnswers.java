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
   * decoy. The {@value SignInHistory#MOST_WRONG}th in a row sends the person a notice.
   *
   * @return the refusal of the code
   */
  public IdentityRefusal recordCode(
      Actor actor, What what, Codes codes, Challenge challenge, Instant now) {
    TenantId tenant = actor.tenant();
    Write event = event(actor, what, challenge.personId(), now);
    if (challenge.personId().isEmpty()) {
      Map<ItemKey, Item> _ = read(tenant, new PersonId(challenge.id()));
      boolean _ = transact(tenant, decoy(event, challenge));
      return what.refusal();
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
            writes.add(notices.write(tenant, AccountMessage.CODES_LOCKED, person.get(), now));
          }
          return transact(tenant, writes);
        });
    return what.refusal();
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
