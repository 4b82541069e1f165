package io.marcado.identity.accounts.login;

import io.marcado.domain.Actor;
import io.marcado.domain.Result;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.IdentityRefusal.CodeUse;
import io.marcado.identity.accounts.codes.Challenge.Purpose;
import io.marcado.identity.accounts.codes.FailedAnswers;
import io.marcado.identity.accounts.limits.MessageDebt;
import io.marcado.identity.accounts.sessions.Tokens;
import io.marcado.identity.accounts.totp.Totp;
import io.marcado.identity.accounts.totp.TotpFactor;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.Profiles;
import io.marcado.identity.people.Team;
import io.marcado.identity.people.credentials.Credentials;
import io.marcado.identity.people.credentials.Credentials.Registration;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The second half of a login by password: takes the code from the SMS or the app. */
@Singleton
final class LoginVerification {
  private final CodeLogins logins;
  private final TotpFactor apps;
  private final Profiles profiles;
  private final FailedAnswers failed;
  private final MessageDebt messages;

  LoginVerification(
      CodeLogins logins,
      TotpFactor apps,
      Profiles profiles,
      FailedAnswers failed,
      MessageDebt messages) {
    this.logins = logins;
    this.apps = apps;
    this.profiles = profiles;
    this.failed = failed;
    this.messages = messages;
  }

  /**
   * Takes the code, which proves the phone to which it went: password, name and e-mail of a
   * registration take effect now, and its person becomes a client with an account.
   *
   * @param input with six digits, or a recovery code
   */
  Result<Tokens, IdentityRefusal> verify(Actor actor, CodeInput input, Instant now) {
    return logins.verify(actor, Purpose.LOGIN, input, this::proof, now);
  }

  private Result<CodeLogins.Proof, IdentityRefusal> proof(CodeLogins.Attempt attempt) {
    TenantId tenant = attempt.tenant();
    Optional<Account> enabled = attempt.account().filter(Account::isEnabled);
    // A code is valid only for the password of its request.
    Optional<Credentials> credentials =
        enabled
            .flatMap(Account::credentials)
            .filter(known -> attempt.challenge().credentialsId().equals(Optional.of(known.id())));
    Optional<Totp> app = Totp.on(attempt.read().others(), tenant, attempt.personId());
    if (credentials.isEmpty() || attempt.isOfApp() != app.isPresent()) {
      return Result.refused(CodeLogins.REFUSED);
    }
    Account account = enabled.orElseThrow();
    Person person = account.person();
    List<Write> writes = new ArrayList<>();
    if (app.isPresent()) {
      Optional<TotpFactor.Use> use =
          apps.check(tenant, account, app.get(), attempt.code(), attempt.now());
      if (use.isEmpty()) {
        return Result.refused(
            failed.record(
                attempt.actor(),
                CodeUse.LOGIN,
                Optional.of(attempt.personId()),
                attempt.challenge().attemptsLeft(),
                attempt.now()));
      }
      writes.add(use.get().write());
      writes.addAll(apps.told(attempt.actor(), account, use.get(), attempt.now()));
      writes.add(PeopleStore.checkUnchanged(tenant, person.id(), credentials.get().id()));
    } else {
      writes.add(Totp.checkOff(tenant, attempt.personId()));
      writes.addAll(byPhone(tenant, person, credentials.get()));
      if (account.access().isEmpty()) {
        writes.add(Team.grantClient(tenant, person.id()));
      }
      writes.addAll(
          messages.proved(
              tenant,
              person,
              person.phone(),
              account.access().map(PersonAccess::role).orElse(Role.CLIENT)));
    }
    attempt
        .history()
        .afterLogin(
            app.isPresent() ? Optional.empty() : Optional.of(attempt.codes()), attempt.address())
        .ifPresent(writes::add);
    return Result.done(new CodeLogins.Proof(account.loginVersion(), writes));
  }

  private List<Write> byPhone(TenantId tenant, Person person, Credentials credentials) {
    Optional<Registration> registration =
        credentials.verified() ? Optional.empty() : credentials.registration();
    List<Write> writes = new ArrayList<>();
    writes.add(
        credentials.verified()
            ? PeopleStore.checkUnchanged(tenant, person.id(), credentials.id())
            : PeopleStore.verify(tenant, person.id(), credentials.id()));
    if (registration.isPresent() || !person.phoneVerified()) {
      String name = registration.map(Registration::name).orElse(person.name());
      Optional<String> email = registration.flatMap(Registration::email).or(person::email);
      Optional<Locale> locale = registration.flatMap(Registration::locale).or(person::locale);
      writes.addAll(
          profiles
              .change(tenant, person.withVerifiedPhone().withLocale(locale), name, email)
              .writes());
    } else {
      writes.add(PeopleStore.checkUnchanged(tenant, person));
    }
    return writes;
  }
}
