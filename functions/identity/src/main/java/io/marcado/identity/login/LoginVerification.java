package io.marcado.identity.login;

import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityProblem;
import io.marcado.identity.credentials.Credentials;
import io.marcado.identity.credentials.Credentials.Registration;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.Profiles;
import io.marcado.identity.sessions.Sessions;
import io.marcado.identity.sessions.Tokens;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.http.Problem;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The second half of a login: the right code opens a session. */
@Singleton
final class LoginVerification {
  private static final int ATTEMPTS = 3;

  private final ChallengeStore challenges;
  private final PeopleStore people;
  private final Profiles profiles;
  private final Sessions sessions;

  LoginVerification(
      ChallengeStore challenges, PeopleStore people, Profiles profiles, Sessions sessions) {
    this.challenges = challenges;
    this.people = people;
    this.profiles = profiles;
    this.sessions = sessions;
  }

  /**
   * Takes the code, and with it verifies the phone: a registration's password, name and e-mail take
   * effect now. A code opens one session only.
   *
   * @throws Problem 401 when the code is wrong, or its challenge is no longer good
   */
  Tokens verify(TenantId tenant, String challengeId, String code, Instant now) {
    Challenge challenge =
        challenges
            .countTry(tenant, Challenge.Purpose.LOGIN, challengeId, now)
            .filter(open -> open.isAnsweredBy(code))
            .orElseThrow(LoginVerification::refused);
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Account account =
          people.account(tenant, challenge.userId()).orElseThrow(LoginVerification::refused);
      PersonAccess access =
          account.access().filter(PersonAccess::enabled).orElseThrow(LoginVerification::refused);
      // Somebody may have replaced the password since: this code was not asked for with that one.
      Credentials credentials =
          account
              .credentials()
              .filter(present -> present.id().equals(challenge.credentialsId()))
              .orElseThrow(LoginVerification::refused);
      Sessions.Opening opening =
          sessions.prepare(tenant, challenge.userId(), access.userVersion(), now);
      List<Write> writes = new ArrayList<>();
      writes.add(ChallengeStore.use(challenge));
      writes.addAll(opening.writes());
      writes.addAll(proof(tenant, account.person(), credentials));
      switch (people.write(tenant, writes)) {
        case Outcome.Written _ -> {
          return opening.tokens();
        }
        case Outcome.Refused refusal -> {
          if (refusal.at(0)) {
            throw refused();
          }
          // The person was changed meanwhile; with what it is now it may well go through.
        }
        case Outcome.Contended _ -> throw new TableUnavailableException();
      }
    }
    throw new TableUnavailableException();
  }

  private List<Write> proof(TenantId tenant, Person person, Credentials credentials) {
    Optional<Registration> registration =
        credentials.verified() ? Optional.empty() : credentials.registration();
    List<Write> writes = new ArrayList<>();
    writes.add(
        credentials.verified()
            ? PeopleStore.checkUnchanged(tenant, person.userId(), credentials.id())
            : PeopleStore.verify(tenant, person.userId(), credentials.id()));
    if (registration.isPresent() || !person.phoneVerified()) {
      String name = registration.map(Registration::name).orElse(person.name());
      Optional<String> email = registration.flatMap(Registration::email).or(person::email);
      writes.addAll(profiles.change(tenant, person.withVerifiedPhone(), name, email).writes());
    }
    return writes;
  }

  private static Problem refused() {
    return new Problem(
        IdentityProblem.INVALID_CODE,
        "The code is not the one that was sent, or it was used, guessed at too often or is older"
            + " than five minutes. Log in again for a new one.");
  }
}
