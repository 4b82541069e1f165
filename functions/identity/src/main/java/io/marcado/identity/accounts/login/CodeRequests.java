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
import io.marcado.identity.accounts.limits.Asker;
import io.marcado.identity.accounts.limits.CodeLimits;
import io.marcado.identity.accounts.limits.ReachedLimits;
import io.marcado.identity.accounts.limits.SignInHistory;
import io.marcado.identity.accounts.limits.SignInHistory.Codes;
import io.marcado.identity.accounts.totp.Totp;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.Claim;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.published.deliveries.Target;
import io.marcado.platform.table.ItemKey;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The first half of a client's login by a code alone. Everybody else costs the same and gets the
 * same answer, but no code.
 */
@Singleton
final class CodeRequests {
  private final PeopleStore people;
  private final Challenges challenges;
  private final CodeLimits limits;
  private final ReachedLimits reached;

  CodeRequests(
      PeopleStore people, Challenges challenges, CodeLimits limits, ReachedLimits reached) {
    this.people = people;
    this.challenges = challenges;
    this.limits = limits;
    this.reached = reached;
  }

  /**
   * Asks for a code. Refused beyond the limits, for every phone alike.
   *
   * @param channel SMS or WhatsApp
   */
  Result<Challenge, IdentityRefusal> request(
      Actor actor, PhoneNumber phone, Channel channel, Instant now) {
    TenantId tenant = actor.tenant();
    Target to = new Target.Phone(phone);
    PersonId holder = people.holderOrNobody(tenant, Claim.phone(tenant, phone));
    List<ItemKey> others = new ArrayList<>();
    others.add(Totp.key(tenant, holder));
    others.add(SignInHistory.key(tenant, holder));
    others.addAll(limits.counters(actor, to, Asker.ANYBODY));
    others.addAll(limits.counters(actor, to, Asker.RETURNING));
    PeopleStore.Reading read = people.accountWith(tenant, holder, others);
    SignInHistory history = SignInHistory.of(read.others(), tenant, holder);
    String address = actor.address().orElse("");
    boolean locked = history.isLocked(Codes.WITHOUT_PASSWORD, address, now);
    Optional<Account> client = ClientCodes.entitled(tenant, holder, read).filter(_ -> !locked);
    ChallengeDraft draft =
        ChallengeDraft.of(Purpose.OTP, channel, to)
            .askedBy(history.knows(address) ? Asker.RETURNING : Asker.ANYBODY);
    Result<Challenge, IdentityRefusal> asked =
        challenges.open(
            actor, client.map(draft::person).orElseGet(draft::asDecoy), read.others(), now);
    if (asked.whyRefused().isPresent()) {
      reached.byCodes(actor, phone.e164(), client.map(account -> account.person().id()), now);
    }
    return asked;
  }
}
