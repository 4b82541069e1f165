package io.marcado.identity.accounts.profile;

import io.marcado.identity.accounts.codes.Challenge;
import io.marcado.identity.accounts.codes.Factor;

/** A code on its way to a new phone or e-mail. */
record Verification(String challengeId, Factor channel, long expiresInSeconds) {

  static Verification of(Challenge challenge) {
    return new Verification(challenge.id(), challenge.factor(), Challenge.LIFETIME.toSeconds());
  }
}
