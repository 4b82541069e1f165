package io.marcado.identity.accounts.login;

import io.marcado.domain.Actor;
import io.marcado.domain.Channel;
import io.marcado.domain.PersonId;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.accounts.codes.Challenge;
import io.marcado.identity.accounts.codes.Challenge.Purpose;
import io.marcado.identity.accounts.codes.ChallengeDraft;
import io.marcado.identity.accounts.codes.Challenges;
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
import io.marcado.identity.published.deliveries.Target;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Table;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The first half of a login: a right password sends a code to the account's phone, or asks for one
 * of the authenticator app.
 *
 * <p>A right password, a wrong one and an unknown account cost the same: two reads, one Argon2 and
 * one transaction. Only the answer to a transaction that counts the attempt tells whether the
 * password was right, so nobody learns anything uncounted.
 */
@Singleton
final class Logins {
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
   * Checks a password and asks for a code. Refused beyond the limits, and for a wrong password, an
   * unknown account and a disabled one. These three have the same refusal and the same cost.
   */
  Result<Challenge, IdentityRefusal> start(
      Actor actor, LoginName name, Password password, Instant now) {
    TenantId tenant = actor.tenant();
    AttemptLimits.Attempt any = limits.attempt(actor, name.normalised());
    // An unknown name makes the same reads, and computes the same hash.
    PersonId holder = people.holderOrNobody(tenant, name.claim(tenant));
    List<ItemKey> others = new ArrayList<>(any.counters());
    others.add(Totp.key(tenant, holder));
    others.add(SignInHistory.key(tenant, holder));
    PeopleStore.Reading read = people.accountWith(tenant, holder, others);
    Optional<PersonId> personId = read.account().map(account -> account.person().id());
    AttemptLimits.Attempt attempt =
        SignInHistory.of(read.others(), tenant, holder).knows(address(actor))
            ? any.fromKnownNetwork()
            : any;
    attempt.note(read.others()).ifPresent(note -> reached.byAttempts(actor, note, personId, now));
    Optional<IdentityRefusal> full = attempt.refusal(read.others(), now);
    if (full.isPresent()) {
      return Result.refused(full.get());
    }
    boolean right = isRight(read.account(), password);
    if (!right || read.account().isEmpty()) {
      return Result.refused(wrong(actor, attempt, personId, now));
    }
    Account account = read.account().get();
    Credentials credentials = account.credentials().orElseThrow();
    Result<Challenge, IdentityRefusal> asked =
        ask(
            actor,
            attempt,
            draft(account, credentials, Totp.on(read.others(), tenant, holder).isPresent()),
            holder,
            now);
    if (asked.whyRefused().isEmpty() && hasher.isOutdated(credentials.hash())) {
      people.rehash(tenant, holder, credentials, hasher.hash(password));
    }
    return asked;
  }

  private boolean isRight(Optional<Account> account, Password password) {
    Optional<Credentials> credentials = account.flatMap(Account::credentials);
    if (credentials.isEmpty()) {
      hasher.matchNobody(password);
      return false;
    }
    return hasher.matches(password, credentials.get().hash())
        && account.filter(Account::isEnabled).isPresent();
  }

  private static ChallengeDraft draft(Account account, Credentials credentials, boolean appIsOn) {
    ChallengeDraft draft =
        appIsOn
            ? ChallengeDraft.totp(Purpose.LOGIN)
            : ChallengeDraft.of(
                Purpose.LOGIN, Channel.SMS, new Target.Phone(account.person().phone()));
    return draft
        .person(account)
        .credentials(Optional.of(credentials.id()))
        .askedBy(asker(account, credentials));
  }

  private static Asker asker(Account account, Credentials credentials) {
    // Anybody may have registered with somebody else's phone and a password of their own,
    if (!credentials.verified()) {
      return Asker.NEWCOMER;
    }
    // or signed up with it: the password of an owner counts before the phone is proved.
    return Asker.of(account.role(), account.person().phoneVerified());
  }

  private Result<Challenge, IdentityRefusal> ask(
      Actor actor,
      AttemptLimits.Attempt attempt,
      ChallengeDraft draft,
      PersonId personId,
      Instant now) {
    LimitedTransaction writes = new LimitedTransaction(actor, now);
    attempt.count(writes);
    Challenge challenge = challenges.prepare(draft, writes);
    Optional<IdentityRefusal> beyondLimit = commit(writes);
    if (beyondLimit.isEmpty()) {
      return Result.done(challenge);
    }
    // No code goes out, but the attempt was one.
    LimitedTransaction alone = new LimitedTransaction(actor, now);
    attempt.count(alone);
    Optional<IdentityRefusal> uncounted = commit(alone);
    if (uncounted.isEmpty()) {
      reached.byCodes(actor, personId.value(), Optional.of(personId), now);
    }
    return Result.refused(uncounted.orElse(beyondLimit.get()));
  }

  private IdentityRefusal wrong(
      Actor actor, AttemptLimits.Attempt attempt, Optional<PersonId> personId, Instant now) {
    LimitedTransaction writes = new LimitedTransaction(actor, now);
    attempt.count(writes);
    writes.add(
        events.record(
            actor.tenant(),
            SecurityEvent.unknown(
                SecurityEvent.Type.LOGIN_FAILED, personId.map(PersonId::value), actor, now)));
    return commit(writes).orElseGet(IdentityRefusal.WrongCredentials::new);
  }

  private Optional<IdentityRefusal> commit(LimitedTransaction writes) {
    return writes.commitOnce(table.platformAnd(writes.actor().tenant()));
  }

  private static String address(Actor actor) {
    return actor.address().orElse("");
  }
}
