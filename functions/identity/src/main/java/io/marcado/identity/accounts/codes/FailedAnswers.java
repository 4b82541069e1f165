package io.marcado.identity.accounts.codes;

import io.marcado.domain.TenantId;
import io.marcado.identity.accounts.limits.SignInHistory;
import io.marcado.identity.accounts.limits.SignInHistory.Codes;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.Problem;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Transaction;
import io.marcado.platform.table.Write;
import io.marcado.platform.table.Write.Expression;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Records answers that were wrong. Only tries that were counted are recorded: there are few of
 * each, so that nobody can fill the history with guesses at what is not there. Wrong codes of a
 * phone are counted in the same transaction, over all challenges of a person.
 */
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

  /** What was answered. */
  public enum What {
    /** A code to log in with, sent or of an authenticator app. */
    LOGIN,
    PASSWORD("password"),
    STEP_UP("step-up"),
    RESET_TOKEN("reset-token"),
    SECOND_CODE("second-code"),
    CONTACT("contact"),
    TOTP_SETUP("totp-setup"),
    INVITATION("invitation");

    private final SecurityEvent.Type type;
    private final Map<String, String> facts;

    What() {
      type = SecurityEvent.Type.LOGIN_FAILED;
      facts = Map.of();
    }

    What(String text) {
      type = SecurityEvent.Type.VERIFICATION_FAILED;
      facts = Map.of("what", text);
    }
  }

  /**
   * Records one that is not guessed at over several challenges: a token, a password, a code of an
   * authenticator app, or of a contact that is not the person's yet.
   *
   * @param userId whose answer it should have been
   * @param refusal what to answer
   * @return the same
   */
  public Problem record(Call call, What what, Optional<String> userId, Problem refusal) {
    if (table.of(call.tenant()).write(event(call, what, userId)) instanceof Outcome.Contended) {
      throw new TableUnavailableException();
    }
    return refusal;
  }

  /**
   * Records and counts a wrong code that was sent to a person's phone; a decoy's too, by as many
   * writes. After {@value SignInHistory#MOST_WRONG} in a row the person is told, once.
   *
   * @param refusal what to answer
   * @return the same
   */
  public Problem recordCode(
      Call call, What what, Codes codes, Challenge challenge, Problem refusal) {
    TenantId tenant = call.tenant();
    Write event = event(call, what, challenge.userId());
    if (challenge.userId().isEmpty()) {
      transact(tenant, decoy(event, challenge));
      return refusal;
    }
    String userId = challenge.userId().get();
    for (int look = 1; look <= Transaction.MOST_LOOKS; look++) {
      if (transact(tenant, counted(event, tenant, userId, codes))) {
        return refusal;
      }
      // It was the last one that may be wrong, or there is no such person any more.
      Optional<Person> person = people.find(tenant, userId);
      if (person.isEmpty() || transact(tenant, last(call, event, person.get(), codes))) {
        return refusal;
      }
      // Another one came first.
    }
    throw new TableUnavailableException();
  }

  private static List<Write> counted(Write event, TenantId tenant, String userId, Codes codes) {
    return List.of(
        event,
        SignInHistory.count(tenant, userId, codes),
        // Nothing is kept of somebody who was erased.
        Write.check(Person.key(tenant, userId), Expression.PRESENT));
  }

  private List<Write> last(Call call, Write event, Person person, Codes codes) {
    TenantId tenant = call.tenant();
    return List.of(
        event,
        SignInHistory.countLast(tenant, person.userId(), codes),
        PeopleStore.checkUnchanged(tenant, person),
        notices.write(tenant, Message.CODES_LOCKED, person, call.now()));
  }

  // What is counted for nobody is counted on the challenge, which is soon gone.
  private static List<Write> decoy(Write event, Challenge challenge) {
    return List.of(
        event,
        Write.update(
            ChallengeStore.key(challenge.tenant(), challenge.id()),
            Expression.of("ADD wrong :one", Map.of(":one", AttributeValue.fromN("1"))),
            Expression.PRESENT),
        Write.check(Person.key(challenge.tenant(), challenge.id()), Expression.ABSENT));
  }

  private boolean transact(TenantId tenant, List<Write> writes) {
    return table.of(tenant).transact(writes).written();
  }

  private Write event(Call call, What what, Optional<String> userId) {
    return events.record(
        call.tenant(),
        new SecurityEvent(
            what.type, Optional.empty(), userId, call.sourceAddress(), call.now(), what.facts));
  }
}
