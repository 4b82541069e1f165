package io.marcado.identity.published;

import io.marcado.domain.Actor;
import io.marcado.domain.Channel;
import io.marcado.domain.CheckReturnValue;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.accounts.codes.Challenge;
import io.marcado.identity.accounts.codes.Challenge.Purpose;
import io.marcado.identity.accounts.codes.ChallengeDraft;
import io.marcado.identity.accounts.codes.ChallengeStore;
import io.marcado.identity.accounts.codes.Challenges;
import io.marcado.identity.accounts.codes.SixDigits;
import io.marcado.identity.accounts.codes.UsedChallenges;
import io.marcado.identity.accounts.limits.Asker;
import io.marcado.identity.people.Phones;
import io.marcado.identity.published.deliveries.Target;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Readers;
import io.marcado.platform.table.Table;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/**
 * Lets an owner prove a phone before there is a business. A proof is a code that went to the phone.
 * It is good for one sign-up, within five minutes and five tries.
 */
@Singleton
public final class PhoneProofs {
  /** Has the challenges of sign-ups, in place of a business. No business has this id. */
  public static final TenantId SIGN_UPS = new TenantId("signupsignupsign");

  private final Challenges challenges;
  private final ChallengeStore store;
  private final UsedChallenges used;
  private final Phones phones;
  private final Table table;

  /** The answer to a request for a code. */
  public record Asked(String challengeId, long expiresInSeconds) {}

  /** A proof as an owner gives it. */
  public record Proof(String challengeId, String code) {
    /** Hides the code. */
    @Override
    public String toString() {
      return "Proof";
    }
  }

  public PhoneProofs(
      Challenges challenges,
      ChallengeStore store,
      UsedChallenges used,
      Phones phones,
      Table table) {
    this.challenges = challenges;
    this.store = store;
    this.used = used;
    this.phones = phones;
    this.table = table;
  }

  /** Reads a phone to which codes go. */
  public FieldReader<PhoneNumber> phone() {
    return phones.reachable();
  }

  /** Reads a proof. */
  public static FieldReader<Proof> proof() {
    return Readers.object(
        fields ->
            new Proof(
                fields.required("challengeId", Readers.id()),
                fields.required("code", SixDigits.reader())));
  }

  /**
   * Sends a code to a phone. Beyond the limits it returns when to try again.
   *
   * @param address from which the request comes
   */
  public Result<Asked, Duration> ask(PhoneNumber phone, String address, Instant now) {
    ChallengeDraft draft =
        ChallengeDraft.of(Purpose.CONTACT, Channel.SMS, new Target.Phone(phone))
            .askedBy(Asker.FOUNDER);
    return switch (challenges.open(new Actor.Visitor(SIGN_UPS, address), draft, now)) {
      case Result.Done<Challenge, IdentityRefusal>(Challenge challenge) ->
          Result.done(new Asked(challenge.id(), Challenge.LIFETIME.toSeconds()));
      case Result.Refused<Challenge, IdentityRefusal>(
              IdentityRefusal.TooManyRequests(Duration retryAfter)) ->
          Result.refused(retryAfter);
      case Result.Refused<Challenge, IdentityRefusal>(IdentityRefusal other) ->
          throw new IllegalStateException("only limits refuse a code: " + other);
    };
  }

  /**
   * Takes a proof of this phone and uses it up; it counts the try before it compares anything.
   *
   * @return false for one that is wrong, used or expired, or of another phone
   */
  @CheckReturnValue
  public boolean take(PhoneNumber phone, Proof proof, Instant now) {
    return store
        .countTry(SIGN_UPS, Purpose.CONTACT, proof.challengeId(), now)
        .filter(challenge -> challenge.wentTo(new Target.Phone(phone)))
        .filter(challenge -> challenge.isAnsweredBy(proof.code()))
        .filter(challenge -> table.of(SIGN_UPS).transact(used.writes(challenge)).written())
        .isPresent();
  }
}
