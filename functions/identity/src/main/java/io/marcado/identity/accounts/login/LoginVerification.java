package io.marcado.identity.accounts.login;

import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityProblems;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.accounts.codes.Challenge;
import io.marcado.identity.accounts.codes.Challenge.Purpose;
import io.marcado.identity.accounts.codes.ChallengeStore;
import io.marcado.identity.accounts.codes.Channel;
import io.marcado.identity.accounts.codes.FailedAnswers;
import io.marcado.identity.accounts.codes.FailedAnswers.What;
import io.marcado.identity.accounts.codes.Target;
import io.marcado.identity.accounts.codes.UsedChallenges;
import io.marcado.identity.accounts.limits.Asker;
import io.marcado.identity.accounts.limits.SignInHistory;
import io.marcado.identity.accounts.limits.SignInHistory.Codes;
import io.marcado.identity.accounts.sessions.Sessions;
import io.marcado.identity.accounts.sessions.Tokens;
import io.marcado.identity.accounts.totp.Totp;
import io.marcado.identity.accounts.totp.TotpFactor;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.Profiles;
import io.marcado.identity.people.credentials.Credentials;
import io.marcado.identity.people.credentials.Credentials.Registration;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvent.Type;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.Problem;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Transaction;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The second half of a login: the right code opens a session. */
@Singleton
final class LoginVerification {
  private final ChallengeStore challenges;
  private final UsedChallenges used;
  private final TotpFactor apps;
  private final PeopleStore people;
  private final Profiles profiles;
  private final Sessions sessions;
  private final FailedAnswers failed;
  private final SecurityEvents events;

  LoginVerification(
      ChallengeStore challenges,
      UsedChallenges used,
      TotpFactor apps,
      PeopleStore people,
      Profiles profiles,
      Sessions sessions,
      FailedAnswers failed,
      SecurityEvents events) {
    this.challenges = challenges;
    this.used = used;
    this.apps = apps;
    this.people = people;
    this.profiles = profiles;
    this.sessions = sessions;
    this.failed = failed;
    this.events = events;
  }

  /**
   * Takes the code, and with it verifies the phone it was sent to: a registration's password, name
   * and e-mail take effect now. A code opens one session only.
   *
   * @param code six digits, or a recovery code
   * @param userAgent the request's header
   * @throws Problem 401 when the code is wrong, or its challenge is no longer good
   */
  Tokens verify(Call call, String challengeId, String code, Optional<String> userAgent) {
    TenantId tenant = call.tenant();
    Challenge challenge =
        challenges
            .countTry(tenant, Purpose.LOGIN, challengeId, call.now())
            .orElseThrow(InvalidCode::problem);
    String userId = challenge.userId().orElseThrow(InvalidCode::problem);
    boolean byApp = challenge.channel() == Channel.TOTP;
    if (!byApp && !challenge.isAnsweredBy(code)) {
      throw wrongSent(call, challenge);
    }
    Codes codes = codes(challenge);
    List<ItemKey> others = List.of(Totp.key(tenant, userId), SignInHistory.key(tenant, userId));
    for (int look = 1; look <= Transaction.MOST_LOOKS; look++) {
      PeopleStore.Reading read = people.accountWith(tenant, userId, others);
      SignInHistory history = SignInHistory.of(read.others(), tenant, userId);
      if (!byApp && history.isGuessedAt(codes)) {
        throw wrongSent(call, challenge);
      }
      Account account = read.account().orElseThrow(InvalidCode::problem);
      PersonAccess access =
          account
              .access()
              .filter(PersonAccess::enabled)
              .filter(present -> challenge.userVersion().equals(Optional.of(present.userVersion())))
              .orElseThrow(InvalidCode::problem);
      // Somebody may have replaced the password since: this code was not asked for with that one.
      Credentials credentials =
          account
              .credentials()
              .filter(present -> challenge.credentialsId().equals(Optional.of(present.id())))
              .orElseThrow(InvalidCode::problem);
      // What the answer went to must still be what the person answers with.
      Optional<Totp> on = Totp.on(read.others(), tenant, userId);
      if (byApp != on.isPresent()
          || (!byApp && !challenge.wentTo(new Target.Phone(account.person().phone())))) {
        throw InvalidCode.problem();
      }
      Transaction<IdentityRefusal> writes = new Transaction<>();
      writes.addAll(
          used.writes(challenge), new IdentityRefusal.InvalidCode(IdentityRefusal.CodeUse.LOGIN));
      Optional<TotpFactor.Use> use = Optional.empty();
      if (byApp) {
        use = apps.check(call, account, on.orElseThrow(), code);
        writes.add(use.orElseThrow(() -> wrongOfApp(call, userId)).write());
      } else {
        writes.add(Totp.checkOff(tenant, userId));
      }
      Sessions.Opening opening =
          sessions.prepare(tenant, userId, access.userVersion(), userAgent, call.now());
      writes.addAll(opening.writes());
      writes.addAll(proof(tenant, account.person(), credentials, byApp));
      history
          .afterLogin(byApp ? Optional.empty() : Optional.of(codes), call.sourceAddress())
          .ifPresent(writes::add);
      writes.add(
          events.record(
              tenant,
              SecurityEvent.own(Type.LOGIN_SUCCEEDED, userId, call.sourceAddress(), call.now())));
      use.ifPresent(right -> writes.addAll(apps.told(call, account, right)));
      if (IdentityProblems.isWritten(people.commit(tenant, writes))) {
        return opening.tokens();
      }
      // The person was changed meanwhile; with what it is now it may well go through.
    }
    throw new TableUnavailableException();
  }

  // A password that nobody verified is anybody's, so it must not be what stops somebody's own.
  private static Codes codes(Challenge challenge) {
    return challenge.asker() == Asker.ANYBODY ? Codes.WITHOUT_PASSWORD : Codes.AFTER_PASSWORD;
  }

  private Problem wrongSent(Call call, Challenge challenge) {
    return failed.recordCode(call, What.LOGIN, codes(challenge), challenge, InvalidCode.problem());
  }

  private Problem wrongOfApp(Call call, String userId) {
    return failed.record(call, What.LOGIN, Optional.of(userId), InvalidCode.problem());
  }

  private List<Write> proof(
      TenantId tenant, Person person, Credentials credentials, boolean byApp) {
    Optional<Registration> registration =
        credentials.verified() ? Optional.empty() : credentials.registration();
    List<Write> writes = new ArrayList<>();
    writes.add(
        credentials.verified() || byApp
            ? PeopleStore.checkUnchanged(tenant, person.userId(), credentials.id())
            : PeopleStore.verify(tenant, person.userId(), credentials.id()));
    if (!byApp && (registration.isPresent() || !person.phoneVerified())) {
      String name = registration.map(Registration::name).orElse(person.name());
      Optional<String> email = registration.flatMap(Registration::email).or(person::email);
      writes.addAll(profiles.change(tenant, person.withVerifiedPhone(), name, email).writes());
    } else if (!byApp) {
      writes.add(PeopleStore.checkUnchanged(tenant, person));
    }
    return writes;
  }
}
