package io.marcado.identity.published;

import io.marcado.domain.Actor;
import io.marcado.domain.Channel;
import io.marcado.domain.CheckReturnValue;
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
import io.marcado.identity.people.Phones;
import io.marcado.identity.published.deliveries.Target;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Lets an owner prove a phone before there is a business. A proof is a code that went to the phone.
 * It is good for one sign-up, within five minutes and five tries.
 */
@Singleton
public final class SignUpProofs {
  /** Has the challenges of sign-ups, in place of a business. No business has this id. */
  public static final TenantId SIGN_UPS = new TenantId("signupsignupsign");

  private final Challenges challenges;
  private final ChallengeStore store;
  private final UsedChallenges used;
  private final Phones phones;
  private final CodeLimits limits;

  public SignUpProofs(
      Challenges challenges,
      ChallengeStore store,
      UsedChallenges used,
      Phones phones,
      CodeLimits limits) {
    this.challenges = challenges;
    this.store = store;
    this.used = used;
    this.phones = phones;
    this.limits = limits;
  }

  /** Reads a phone to which codes go. */
  public FieldReader<PhoneNumber> phone() {
    return phones.reachable();
  }

  /**
   * Sends a code to a phone. Beyond the limits it returns when to try again.
   *
   * @param address from which the request comes
   */
  public Result<RequestedCode, Duration> ask(PhoneNumber phone, String address, Instant now) {
    ChallengeDraft draft =
        ChallengeDraft.of(Purpose.CONTACT, Channel.SMS, new Target.Phone(phone))
            .askedBy(Asker.FOUNDER);
    return RequestedCode.of(challenges.open(new Actor.Visitor(SIGN_UPS, address), draft, now));
  }

  /**
   * Checks a proof of this phone; it counts the try before it compares anything.
   *
   * @return the writes of {@link #SIGN_UPS} that use the proof up, for the transaction of what it
   *     allows; one of them is refused when it was used meanwhile. Empty for a proof that is wrong,
   *     used or expired, or of another phone
   */
  @CheckReturnValue
  public Optional<List<Write>> check(PhoneNumber phone, PhoneProof proof, Instant now) {
    return store
        .countTry(SIGN_UPS, Purpose.CONTACT, proof.challengeId(), now)
        .filter(challenge -> challenge.wentTo(new Target.Phone(phone)))
        .filter(challenge -> challenge.isAnsweredBy(proof.code()))
        .map(used::writes);
  }

  /**
   * Counts a proof that was used up in favour of the network from which it came.
   *
   * @param address from which the request came
   */
  public void entered(String address) {
    limits.entered(new Actor.Visitor(SIGN_UPS, address), Asker.FOUNDER);
  }
}
