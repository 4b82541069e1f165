package io.marcado.identity.accounts.stepup;

import static io.marcado.identity.Results.done;

import io.marcado.domain.Actor;
import io.marcado.identity.IdentityFixture;
import io.marcado.identity.accounts.codes.Challenge;
import java.util.Optional;

/** A step-up that was asked for, for tests of what it opens. */
public final class AskedStepUp {
  private final Challenge challenge;

  private AskedStepUp(Challenge challenge) {
    this.challenge = challenge;
  }

  /** Asks for one. */
  public static AskedStepUp by(IdentityFixture fixture, Actor.Person person) {
    return new AskedStepUp(done(fixture.bean(StepUpRequests.class).request(person, fixture.now())));
  }

  public String channel() {
    return challenge.factor().name();
  }

  /** As a request brings it. */
  public Optional<StepUpAnswer> answer(String code) {
    return Optional.of(new StepUpAnswer(challenge.id(), code));
  }
}
