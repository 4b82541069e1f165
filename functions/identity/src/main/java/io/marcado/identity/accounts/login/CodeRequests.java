package io.marcado.identity.accounts.login;

import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityProblems;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.accounts.codes.Challenge;
import io.marcado.identity.accounts.codes.Challenge.Purpose;
import io.marcado.identity.accounts.codes.ChallengeDraft;
import io.marcado.identity.accounts.codes.Challenges;
import io.marcado.identity.accounts.codes.Channel;
import io.marcado.identity.accounts.codes.Target;
import io.marcado.identity.accounts.limits.LimitedTransaction;
import io.marcado.identity.accounts.limits.ReachedLimits;
import io.marcado.identity.accounts.limits.SignInHistory;
import io.marcado.identity.accounts.limits.SignInHistory.Codes;
import io.marcado.identity.accounts.totp.Totp;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.Claim;
import io.marcado.identity.people.PeopleStore;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.Problem;
import io.marcado.platform.table.Table;
import io.marcado.platform.tenant.PlanReader;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * The first half of a login of clients by a code alone. For everybody else the same is done and
 * answered, and nothing is sent.
 */
@Singleton
final class CodeRequests {
  /** An id that no person has. */
  private static final String NOBODY = "nobody";

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
   * Asks for a code.
   *
   * @param channel SMS or WhatsApp
   * @throws Problem 429 beyond the limits, for every phone alike
   */
  Challenge request(Call call, PhoneNumber phone, Channel channel) {
    TenantId tenant = call.tenant();
    String userId =
        people.holder(tenant, Claim.phone(tenant, phone)).map(PersonId::value).orElse(NOBODY);
    PeopleStore.Reading read =
        people.accountWith(
            tenant,
            userId,
            List.of(
                Totp.key(tenant, userId),
                SignInHistory.key(tenant, userId),
                PlanReader.key(tenant)));
    boolean guessedAt =
        SignInHistory.of(read.others(), tenant, userId).isGuessedAt(Codes.WITHOUT_PASSWORD);
    Optional<Account> client = ClientCodes.entitled(tenant, userId, read).filter(_ -> !guessedAt);
    ChallengeDraft draft = ChallengeDraft.of(Purpose.OTP, channel, new Target.Phone(phone));
    LimitedTransaction writes = new LimitedTransaction(call.now());
    Challenge challenge =
        challenges.prepare(
            call,
            client
                .map(account -> draft.user(account.person().userId(), account.userVersion()))
                .orElseGet(draft::asDecoy),
            writes,
            PlanReader.among(read.others(), tenant));
    Optional<IdentityRefusal> beyondLimit = writes.commitOnce(table.platformAnd(tenant));
    if (beyondLimit.isPresent()) {
      reached.byCodes(call, phone.e164(), client.map(account -> account.person().userId()));
      throw IdentityProblems.of(beyondLimit.get());
    }
    return challenge;
  }
}
