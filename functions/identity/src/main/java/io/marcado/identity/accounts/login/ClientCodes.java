package io.marcado.identity.accounts.login;

import io.marcado.domain.Actor;
import io.marcado.domain.PersonId;
import io.marcado.domain.Result;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.accounts.codes.Challenge.Purpose;
import io.marcado.identity.accounts.limits.MessageDebt;
import io.marcado.identity.accounts.sessions.Tokens;
import io.marcado.identity.accounts.totp.Totp;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.Team;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets clients log in by a code alone, also those who never registered and are known from a
 * booking.
 */
@Singleton
final class ClientCodes {
  private final CodeLogins logins;
  private final MessageDebt messages;

  ClientCodes(CodeLogins logins, MessageDebt messages) {
    this.logins = logins;
    this.messages = messages;
  }

  /**
   * Takes the code, which proves the phone. It drops a registration that nobody has confirmed,
   * since anybody may have written it.
   */
  Result<Tokens, IdentityRefusal> verify(Actor actor, CodeInput input, Instant now) {
    return logins.verify(actor, Purpose.OTP, input, this::proof, now);
  }

  private Result<CodeLogins.Proof, IdentityRefusal> proof(CodeLogins.Attempt attempt) {
    TenantId tenant = attempt.tenant();
    Optional<Account> client =
        attempt
            .account()
            .filter(_ -> entitled(tenant, attempt.personId(), attempt.read()).isPresent());
    if (client.isEmpty()) {
      return Result.refused(CodeLogins.REFUSED);
    }
    Account account = client.get();
    Person person = account.person();
    List<Write> writes = new ArrayList<>();
    writes.add(Team.asClient(tenant, account));
    writes.add(
        person.phoneVerified()
            ? PeopleStore.checkUnchanged(tenant, person)
            : PeopleStore.change(tenant, person.withVerifiedPhone()));
    writes.addAll(messages.proved(tenant, person, person.phone(), Role.CLIENT));
    writes.addAll(PeopleStore.dropPending(tenant, account));
    writes.add(Totp.checkOff(tenant, attempt.personId()));
    attempt
        .history()
        .afterLogin(Optional.of(attempt.codes()), attempt.address())
        .ifPresent(writes::add);
    return Result.done(new CodeLogins.Proof(account.loginVersion(), writes));
  }

  /**
   * The account, if its person may log in by a code alone: a client or a person who never
   * registered, without an authenticator app. A former team member may still have an app.
   *
   * @param read with the app
   */
  static Optional<Account> entitled(TenantId tenant, PersonId personId, PeopleStore.Reading read) {
    return read.account()
        .filter(
            account ->
                account
                    .access()
                    .map(access -> access.enabled() && access.role() == Role.CLIENT)
                    .orElse(true))
        .filter(_ -> Totp.on(read.others(), tenant, personId).isEmpty());
  }
}
