package io.marcado.identity.published;

import io.marcado.domain.Actor;
import io.marcado.domain.Channel;
import io.marcado.domain.CheckReturnValue;
import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.identity.accounts.codes.Challenge;
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
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets somebody who books without a login prove the phone, by a code that went to it. A proof is
 * good for one booking at the same business, within five minutes and five tries.
 */
@Singleton
public final class BookingProofs {
  private final Challenges challenges;
  private final ChallengeStore store;
  private final UsedChallenges used;
  private final CodeLimits limits;
  private final PeopleStore people;
  private final Phones phones;

  /** A right code that no booking has used yet. */
  public static final class Checked {
    private final Challenge challenge;

    private Checked(Challenge challenge) {
      this.challenge = challenge;
    }
  }

  /** Why a proof is refused. */
  public sealed interface Refusal {}

  /**
   * The code is wrong, or of another phone.
   *
   * @param attemptsLeft how often the caller may try again; 0 after the last try
   */
  public record Wrong(int attemptsLeft) implements Refusal {}

  /** The code was used, replaced or tried too often, is too old, or never existed. */
  public record Expired() implements Refusal {}

  public BookingProofs(
      Challenges challenges,
      ChallengeStore store,
      UsedChallenges used,
      CodeLimits limits,
      PeopleStore people,
      Phones phones) {
    this.challenges = challenges;
    this.store = store;
    this.used = used;
    this.limits = limits;
    this.people = people;
    this.phones = phones;
  }

  /** Reads a phone to which codes go. */
  public FieldReader<PhoneNumber> phone() {
    return phones.reachable();
  }

  /**
   * Sends a code to a phone, known or not; to a known client in its language. To that of a barred
   * client nothing goes, with the same answer at the same cost. The network in which the phone was
   * used before has a reserve, as with codes to log in. Beyond the limits it returns when to try
   * again.
   */
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

  /**
   * Looks whether a proof shows that this phone is the sender's. It counts the try before it
   * compares anything, and does not use the proof up.
   */
  @CheckReturnValue
  public Result<Checked, Refusal> check(
      TenantId tenant, PhoneNumber phone, PhoneProof proof, Instant now) {
    Optional<Challenge> counted = store.countTry(tenant, Purpose.BOOKING, proof.challengeId(), now);
    if (counted.isEmpty()) {
      return Result.refused(new Expired());
    }
    Challenge challenge = counted.get();
    return challenge.wentTo(new Target.Phone(phone)) && challenge.isAnsweredBy(proof.code())
        ? Result.done(new Checked(challenge))
        : Result.refused(new Wrong(challenge.attemptsLeft()));
  }

  /**
   * The writes that use a proof up, for the transaction of its booking. One is refused when it was
   * used meanwhile: see {@link #isGood}.
   */
  public List<Write> uses(Checked proof) {
    return used.writes(proof.challenge);
  }

  /** True while a proof may still be used. */
  public boolean isGood(Checked proof) {
    return store.isOpen(proof.challenge);
  }

  /** Counts a used proof in favour of the network from which it came. */
  public void entered(Actor.Visitor visitor, Checked proof) {
    limits.entered(visitor, proof.challenge.asker());
  }
}
