package io.marcado.identity.published;

import io.marcado.domain.Actor;
import io.marcado.domain.CheckReturnValue;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.identity.accounts.codes.Challenge;
import io.marcado.identity.accounts.codes.Challenge.Purpose;
import io.marcado.identity.accounts.codes.ChallengeStore;
import io.marcado.identity.accounts.codes.UsedChallenges;
import io.marcado.identity.accounts.limits.CodeLimits;
import io.marcado.identity.people.Phones;
import io.marcado.identity.published.deliveries.Target;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.table.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Lets a visitor prove a phone, by a code that went to it. A proof is good once, for one use at one
 * business, within five minutes and five tries.
 */
public abstract sealed class PhoneProofs permits BookingProofs, SignUpProofs {
  private final Purpose purpose;
  private final ChallengeStore store;
  private final UsedChallenges used;
  private final CodeLimits limits;
  private final Phones phones;

  /** A right code that is not used yet. */
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

  PhoneProofs(
      Purpose purpose,
      ChallengeStore store,
      UsedChallenges used,
      CodeLimits limits,
      Phones phones) {
    this.purpose = purpose;
    this.store = store;
    this.used = used;
    this.limits = limits;
    this.phones = phones;
  }

  /** Reads a phone to which codes go. */
  public FieldReader<PhoneNumber> phone() {
    return phones.reachable();
  }

  /** Sends a code to a phone. Beyond the limits it returns when to try again. */
  public abstract Result<RequestedCode, Duration> ask(
      Actor.Visitor visitor, PhoneNumber phone, Instant now);

  /**
   * Looks whether a proof shows that this phone is the sender's. It counts the try before it
   * compares anything, and does not use the proof up.
   */
  @CheckReturnValue
  public Result<Checked, Refusal> check(
      TenantId tenant, PhoneNumber phone, PhoneProof proof, Instant now) {
    Optional<Challenge> counted = store.countTry(tenant, purpose, proof.challengeId(), now);
    if (counted.isEmpty()) {
      return Result.refused(new Expired());
    }
    Challenge challenge = counted.get();
    return challenge.wentTo(new Target.Phone(phone)) && challenge.isAnsweredBy(proof.code())
        ? Result.done(new Checked(challenge))
        : Result.refused(new Wrong(challenge.attemptsLeft()));
  }

  /**
   * The writes that use a proof up, for the transaction of what it allows. One is refused when it
   * was used meanwhile: see {@link #isGood}.
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
