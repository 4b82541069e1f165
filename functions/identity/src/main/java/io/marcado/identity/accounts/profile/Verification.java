package io.marcado.identity.accounts.profile;

import io.marcado.identity.accounts.codes.Challenge;
import io.marcado.identity.accounts.codes.Channel;

/** A code on its way to a new phone or e-mail. */
record Verification(String challengeId, Channel channel, long expiresInSeconds) {

  static Verification of(Challenge challenge) {
    return new Verification(challenge.id(), challenge.channel(), Challenge.LIFETIME.toSeconds());
  }
}
