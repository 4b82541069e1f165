package io.marcado.identity.accounts.codes;

import io.marcado.identity.accounts.codes.Challenge.Purpose;
import io.marcado.identity.accounts.limits.Asker;
import java.util.Optional;

/**
 * A challenge about to be made, to be told what it is bound to.
 *
 * @param to where the secret goes; empty for {@link Channel#TOTP}
 * @param decoy true for one that looks the same from outside, and for which nothing is sent
 */
public record ChallengeDraft(
    Purpose purpose,
    Channel channel,
    Asker asker,
    Optional<Target> to,
    Optional<String> userId,
    Optional<String> credentialsId,
    Optional<Long> userVersion,
    Optional<String> sessionId,
    Optional<String> secondId,
    boolean decoy) {

  /** One whose secret goes out by a channel. */
  public static ChallengeDraft of(Purpose purpose, Channel channel, Target to) {
    return new ChallengeDraft(
        purpose,
        channel,
        purpose.asker(),
        Optional.of(to),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  /** One that an authenticator app answers: nothing is sent, and no code is counted. */
  public static ChallengeDraft totp(Purpose purpose) {
    return new ChallengeDraft(
        purpose,
        Channel.TOTP,
        purpose.asker(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  /**
   * Bound to a person.
   *
   * @param itsVersion the person's user version; 0 for somebody who may not sign in yet
   */
  public ChallengeDraft user(String itsId, long itsVersion) {
    return new ChallengeDraft(
        purpose,
        channel,
        asker,
        to,
        Optional.of(itsId),
        credentialsId,
        Optional.of(itsVersion),
        sessionId,
        secondId,
        decoy);
  }

  /** Bound to a password. */
  public ChallengeDraft credentials(String id) {
    return new ChallengeDraft(
        purpose,
        channel,
        asker,
        to,
        userId,
        Optional.of(id),
        userVersion,
        sessionId,
        secondId,
        decoy);
  }

  /** Bound to a session. */
  public ChallengeDraft session(String id) {
    return new ChallengeDraft(
        purpose,
        channel,
        asker,
        to,
        userId,
        credentialsId,
        userVersion,
        Optional.of(id),
        secondId,
        decoy);
  }

  /** To be answered together with another one. */
  public ChallengeDraft second(String id) {
    return new ChallengeDraft(
        purpose,
        channel,
        asker,
        to,
        userId,
        credentialsId,
        userVersion,
        sessionId,
        Optional.of(id),
        decoy);
  }

  /** Asked for by somebody else than is usual for its purpose. */
  public ChallengeDraft askedBy(Asker other) {
    return new ChallengeDraft(
        purpose,
        channel,
        other,
        to,
        userId,
        credentialsId,
        userVersion,
        sessionId,
        secondId,
        decoy);
  }

  /** The same for somebody who is not there, or may not ask: counted, kept, and never sent. */
  public ChallengeDraft asDecoy() {
    return new ChallengeDraft(
        purpose,
        channel,
        asker,
        to,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        sessionId,
        secondId,
        true);
  }

  /** Hides where it goes. */
  @Override
  public String toString() {
    return "ChallengeDraft " + purpose;
  }
}
