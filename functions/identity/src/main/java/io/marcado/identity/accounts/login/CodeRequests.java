package io.marcado.identity.accounts.login;

import io.marcado.domain.Actor;
import io.marcado.domain.Channel;
import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.accounts.codes.Challenge;
import io.marcado.identity.accounts.codes.Challenge.Purpose;
import io.marcado.identity.accounts.codes.ChallengeDraft;
import io.marcado.identity.accounts.codes.Challenges;
import io.marcado.identity.accounts.limits.LimitedTransaction;
import io.marcado.identity.accounts.limits.ReachedLimits;
import io.marcado.identity.accounts.limits.SignInHistory;
import io.marcado.identity.accounts.limits.SignInHistory.Codes;
import io.marcado.identity.accounts.totp.Totp;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.Claim;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.published.deliveries.Target;
import io.marcado.platform.table.Table;
import io.marcado.platform.tenant.PlanReader;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The first half of a client's login by a code alone. Everybody else costs the same and gets the
 * same answer, but no code.
 */
@Singleton
final class CodeRequests {
  /** No person has this id. */
  private static final PersonId NOBODY = new PersonId("nobody");

  private final PeopleStore people;
  private final Challenges challenges;
  private final ReachedLimits reached;
  private final Table table;

  CodeRequests(PeopleStore people, Challenges challenges, ReachedLimits reached, Table table) {
    this.people = people;
    this.challenges = challenges;
    this.reached = reached;
    this.table = table;
  }

  /**
   * Asks for a code. Refused beyond the limits, for every phone alike.
   *
   * @param channel SMS or WhatsApp
   */
  Result<Challenge, IdentityRefusal> request(
      Actor actor, PhoneNumber phone, Channel channel, Instant now) {
    TenantId tenant = actor.tenant();
    PersonId holder = people.holder(tenant, Claim.phone(tenant, phone)).orElse(NOBODY);
    PeopleStore.Reading read =
        people.accountWith(
            tenant,
            holder,
            List.of(
                Totp.key(tenant, holder),
                SignInHistory.key(tenant, holder),
                PlanReader.key(tenant)));
    boolean guessedAt =
        SignInHistory.of(read.others(), tenant, holder).isGuessedAt(Codes.WITHOUT_PASSWORD);
    Optional<Account> client = ClientCodes.entitled(tenant, holder, read).filter(_ -> !guessedAt);
    ChallengeDraft draft = ChallengeDraft.of(Purpose.OTP, channel, new Target.Phone(phone));
    LimitedTransaction writes = new LimitedTransaction(actor, now);
    Challenge challenge =
        challenges.prepare(
            client.map(draft::person).orElseGet(draft::asDecoy),
            writes,
            PlanReader.among(read.others(), tenant));
    Optional<IdentityRefusal> beyondLimit = writes.commitOnce(table.platformAnd(tenant));
    if (beyondLimit.isPresent()) {
      reached.byCodes(actor, phone.e164(), client.map(account -> account.person().id()), now);
    }
    return Result.unless(beyondLimit, () -> challenge);
  }
}
