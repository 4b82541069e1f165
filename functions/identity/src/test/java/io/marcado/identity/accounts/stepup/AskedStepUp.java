package io.marcado.identity.accounts.stepup;

import io.marcado.identity.IdentityFixture;
import io.marcado.identity.accounts.codes.Challenge;
import io.marcado.platform.http.Call;
import java.util.Optional;

/** A step-up that was asked for, for tests of what it opens. */
public final class AskedStepUp {
  private final Challenge challenge;

  private AskedStepUp(Challenge challenge) {
    this.challenge = challenge;
  }

  /** Asks for one. */
  public static AskedStepUp by(IdentityFixture fixture, Call call) {
    return new AskedStepUp(fixture.bean(StepUpRequests.class).request(call));
  }

  public String channel() {
    return challenge.channel().name();
  }

  /** As a request brings it. */
  public Optional<StepUpAnswer> answer(String code) {
    return Optional.of(new StepUpAnswer(challenge.id(), code));
  }
}
