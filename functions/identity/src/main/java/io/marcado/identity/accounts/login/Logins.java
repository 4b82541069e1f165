package io.marcado.identity.accounts.login;

import io.marcado.domain.PersonId;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityProblem;
import io.marcado.identity.IdentityProblems;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.accounts.codes.Challenge;
import io.marcado.identity.accounts.codes.Challenge.Purpose;
import io.marcado.identity.accounts.codes.ChallengeDraft;
import io.marcado.identity.accounts.codes.Challenges;
import io.marcado.identity.accounts.codes.Channel;
import io.marcado.identity.accounts.codes.Target;
import io.marcado.identity.accounts.limits.Asker;
import io.marcado.identity.accounts.limits.AttemptLimits;
import io.marcado.identity.accounts.limits.LimitedTransaction;
import io.marcado.identity.accounts.limits.ReachedLimits;
import io.marcado.identity.accounts.limits.SignInHistory;
import io.marcado.identity.accounts.totp.Totp;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.credentials.Credentials;
import io.marcado.identity.people.credentials.Password;
import io.marcado.identity.people.credentials.PasswordHasher;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.Problem;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Table;
import io.marcado.platform.tenant.PlanReader;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The first half of a login: a right password makes a code go out to the account's phone, or asks
 * for the one that an authenticator app shows.
 *
 * <p>It takes two reads, one Argon2 and one transaction, for a right password, a wrong one and an
 * account that is not there alike. Nothing is revealed that was not counted: what the password is
 * worth shows only in the answer to a transaction that counts the attempt.
 */
@Singleton
final class Logins {
  /** An id that no person has. */
  private static final String NOBODY = "nobody";

  private final PeopleStore people;
  private final PasswordHasher hasher;
  private final AttemptLimits limits;
  private final Challenges challenges;
  private final ReachedLimits reached;
  private final SecurityEvents events;
  private final Table table;

  Logins(
      PeopleStore people,
      PasswordHasher hasher,
      AttemptLimits limits,
      Challenges challenges,
      ReachedLimits reached,
      SecurityEvents events,
      Table table) {
    this.people = people;
    this.hasher = hasher;
    this.limits = limits;
    this.challenges = challenges;
    this.reached = reached;
    this.events = events;
    this.table = table;
  }

  /**
   * Checks a password and asks for a code.
   *
   * @throws Problem 401 for a wrong password and for an account that is not there or not enabled,
   *     which differ neither in the answer nor in what is done for it; 429 beyond the limits
   */
  Challenge start(Call call, LoginName name, Password password) {
    TenantId tenant = call.tenant();
    AttemptLimits.Attempt any = limits.attempt(tenant, name.normalised(), call.sourceAddress());
    // For nobody's name the same reads are made, and the same hash is computed.
    String userId = people.holder(tenant, name.claim(tenant)).map(PersonId::value).orElse(NOBODY);
    List<ItemKey> others = new ArrayList<>(any.counters());
    others.add(Totp.key(tenant, userId));
    others.add(SignInHistory.key(tenant, userId));
    others.add(PlanReader.key(tenant));
    PeopleStore.Reading read = people.accountWith(tenant, userId, others);
    AttemptLimits.Attempt attempt =
        SignInHistory.of(read.others(), tenant, userId).knows(call.sourceAddress())
            ? any.fromKnownNetwork()
            : any;
    attempt
        .note(read.others())
        .ifPresent(note -> reached.byAttempts(call, note, read.account().map(Logins::userId)));
    attempt.requireRoom(read.others(), call.now());
    boolean right = isRight(read.account(), password);
    if (!right || read.account().isEmpty()) {
      refuse(call, attempt, read.account());
      throw refused();
    }
    Account account = read.account().get();
    Credentials credentials = account.credentials().orElseThrow();
    Challenge challenge =
        ask(
            call,
            attempt,
            userId,
            PlanReader.among(read.others(), tenant),
            draft(account, credentials, Totp.on(read.others(), tenant, userId).isPresent()));
    if (hasher.isOutdated(credentials.hash())) {
      people.rehash(tenant, userId, credentials, hasher.hash(password));
    }
    return challenge;
  }

  private boolean isRight(Optional<Account> account, Password password) {
    Optional<Credentials> credentials = account.flatMap(Account::credentials);
    if (credentials.isEmpty()) {
      hasher.matchNobody(password);
      return false;
    }
    return hasher.matches(password, credentials.get().hash())
        && account.flatMap(Account::access).filter(PersonAccess::enabled).isPresent();
  }

  private static ChallengeDraft draft(Account account, Credentials credentials, boolean appIsOn) {
    ChallengeDraft draft =
        appIsOn
            ? ChallengeDraft.totp(Purpose.LOGIN)
            : ChallengeDraft.of(
                Purpose.LOGIN, Channel.SMS, new Target.Phone(account.person().phone()));
    return draft
        .user(account.person().userId(), account.userVersion())
        .credentials(credentials.id())
        .askedBy(asker(account, credentials));
  }

  private static Asker asker(Account account, Credentials credentials) {
    // Anybody may have registered with somebody else's phone and a password of their own,
    if (!credentials.verified()) {
      return Asker.ANYBODY;
    }
    // or signed up with it: the password of an owner counts before the phone was proved.
    Role role = account.role();
    return Asker.of(role, account.person().phoneVerified());
  }

  private Challenge ask(
      Call call,
      AttemptLimits.Attempt attempt,
      String userId,
      Optional<String> plan,
      ChallengeDraft draft) {
    LimitedTransaction writes = new LimitedTransaction(call.now());
    attempt.count(writes);
    Challenge challenge = challenges.prepare(call, draft, writes, plan);
    Optional<IdentityRefusal> beyondLimit = writes.commitOnce(table.platformAnd(call.tenant()));
    if (beyondLimit.isPresent()) {
      // No code goes out, but the attempt was one.
      LimitedTransaction alone = new LimitedTransaction(call.now());
      attempt.count(alone);
      IdentityProblems.requireNone(alone.commitOnce(table.platformAnd(call.tenant())));
      reached.byCodes(call, userId, Optional.of(userId));
      throw IdentityProblems.of(beyondLimit.get());
    }
    return challenge;
  }

  private void refuse(Call call, AttemptLimits.Attempt attempt, Optional<Account> account) {
    LimitedTransaction writes = new LimitedTransaction(call.now());
    attempt.count(writes);
    writes.add(
        events.record(
            call.tenant(),
            SecurityEvent.unknown(
                SecurityEvent.Type.LOGIN_FAILED,
                account.map(Logins::userId),
                call.sourceAddress(),
                call.now())));
    IdentityProblems.requireNone(writes.commitOnce(table.platformAnd(call.tenant())));
  }

  private static String userId(Account account) {
    return account.person().userId();
  }

  private static Problem refused() {
    return new Problem(
        IdentityProblem.INVALID_CREDENTIALS,
        "No account of this business has this phone or e-mail together with this password.");
  }
}
