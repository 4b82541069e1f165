package io.marcado.identity.published;

import io.marcado.domain.Actor;
import io.marcado.domain.Channel;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.identity.accounts.codes.Challenge.Purpose;
import io.marcado.identity.accounts.codes.ChallengeDraft;
import io.marcado.identity.accounts.codes.ChallengeStore;
import io.marcado.identity.accounts.codes.Challenges;
import io.marcado.identity.accounts.codes.UsedChallenges;
import io.marcado.identity.accounts.limits.CodeLimits;
import io.marcado.identity.people.Phones;
import io.marcado.identity.published.deliveries.Target;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/** Lets an owner prove the phone before there is a business. */
@Singleton
public final class SignUpProofs extends PhoneProofs {
  /** Has the challenges of sign-ups, in place of a business. No business has this id. */
  public static final TenantId SIGN_UPS = new TenantId("signupsignupsign");

  private final Challenges challenges;

  SignUpProofs(
      ChallengeStore store,
      UsedChallenges used,
      CodeLimits limits,
      Phones phones,
      Challenges challenges) {
    super(Purpose.SIGN_UP, store, used, limits, phones);
    this.challenges = challenges;
  }

  /** Somebody who signs up. */
  public static Actor.Visitor visitor(String address) {
    return new Actor.Visitor(SIGN_UPS, address);
  }

  @Override
  public Result<RequestedCode, Duration> ask(
      Actor.Visitor visitor, PhoneNumber phone, Instant now) {
    return RequestedCode.of(
        challenges.open(
            visitor,
            ChallengeDraft.of(Purpose.SIGN_UP, Channel.SMS, new Target.Phone(phone)),
            now));
  }
}
