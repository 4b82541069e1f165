package io.marcado.identity.published;

import io.marcado.domain.Actor;
import io.marcado.domain.Channel;
import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.identity.accounts.codes.Challenge.Purpose;
import io.marcado.identity.accounts.codes.ChallengeDraft;
import io.marcado.identity.accounts.codes.ChallengeStore;
import io.marcado.identity.accounts.codes.Challenges;
import io.marcado.identity.accounts.codes.UsedChallenges;
import io.marcado.identity.accounts.limits.Asker;
import io.marcado.identity.accounts.limits.CodeLimits;
import io.marcado.identity.accounts.limits.SignInHistory;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Phones;
import io.marcado.identity.published.deliveries.Target;
import io.marcado.platform.table.ItemKey;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Lets somebody who books without a login prove the phone. */
@Singleton
public final class BookingProofs extends PhoneProofs {
  private final Challenges challenges;
  private final CodeLimits limits;
  private final PeopleStore people;

  BookingProofs(
      ChallengeStore store,
      UsedChallenges used,
      CodeLimits limits,
      Phones phones,
      Challenges challenges,
      PeopleStore people) {
    super(Purpose.BOOKING, store, used, limits, phones);
    this.challenges = challenges;
    this.limits = limits;
    this.people = people;
  }

  /**
   * Sends a code to a phone, known or not; to a known client in its language. To that of a barred
   * client nothing goes, with the same answer at the same cost. The network in which the phone was
   * used before has a reserve, as with codes to log in. Beyond the limits it returns when to try
   * again.
   */
  @Override
  public Result<RequestedCode, Duration> ask(
      Actor.Visitor visitor, PhoneNumber phone, Instant now) {
    TenantId tenant = visitor.tenant();
    Target to = new Target.Phone(phone);
    PersonId holder = people.clientClaim(tenant, phone).holder().orElse(PeopleStore.NOBODY);
    List<ItemKey> others = new ArrayList<>();
    others.add(SignInHistory.key(tenant, holder));
    others.addAll(limits.counters(visitor, to, Asker.VISITOR));
    others.addAll(limits.counters(visitor, to, Asker.RETURNING));
    PeopleStore.Reading read = people.accountWith(tenant, holder, others);
    ChallengeDraft draft = ChallengeDraft.of(Purpose.BOOKING, Channel.SMS, to);
    if (SignInHistory.of(read.others(), tenant, holder).knows(visitor.sourceAddress())) {
      draft.askedBy(Asker.RETURNING);
    }
    // Only the holder of the phone sees in which language the code comes.
    draft.in(read.account().flatMap(account -> account.person().locale()));
    boolean barred = read.account().filter(account -> !account.isEnabled()).isPresent();
    return RequestedCode.of(
        challenges.open(visitor, barred ? draft.asDecoy() : draft, read.others(), now));
  }
}
