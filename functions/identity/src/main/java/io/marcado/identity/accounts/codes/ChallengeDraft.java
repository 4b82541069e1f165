package io.marcado.identity.accounts.codes;

import io.marcado.domain.Channel;
import io.marcado.domain.PersonId;
import io.marcado.domain.SessionId;
import io.marcado.domain.TenantId;
import io.marcado.identity.accounts.codes.Challenge.Purpose;
import io.marcado.identity.accounts.limits.Asker;
import io.marcado.identity.people.Account;
import io.marcado.identity.published.deliveries.Target;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Builds a challenge: its purpose, the contact for its secret, and its conditions. */
public final class ChallengeDraft {
  private final Purpose purpose;
  private final Factor factor;
  private final Optional<Target> to;
  private Asker asker;
  private Optional<Locale> locale = Optional.empty();
  private Optional<PersonId> personId = Optional.empty();
  private Optional<String> credentialsId = Optional.empty();
  private Optional<Long> userVersion = Optional.empty();
  private Optional<SessionId> sessionId = Optional.empty();
  private Optional<String> secondId = Optional.empty();
  private boolean decoy;

  private ChallengeDraft(Purpose purpose, Factor factor, Optional<Target> to) {
    this.purpose = purpose;
    this.factor = factor;
    this.to = to;
    this.asker = purpose.asker();
  }

  /** A challenge whose secret goes out by a channel. */
  public static ChallengeDraft of(Purpose purpose, Channel channel, Target to) {
    return new ChallengeDraft(purpose, Factor.of(channel), Optional.of(to));
  }

  /** A challenge that an authenticator app answers: we send no code, and count none. */
  public static ChallengeDraft totp(Purpose purpose) {
    return new ChallengeDraft(purpose, Factor.TOTP, Optional.empty());
  }

  /** Binds it to the present state of a person's account. */
  public ChallengeDraft person(Account account) {
    personId = Optional.of(account.person().id());
    locale = account.person().locale();
    userVersion = Optional.of(account.userVersion());
    return this;
  }

  /** Sets the language of its message; empty for the business's. */
  public ChallengeDraft in(Optional<Locale> language) {
    locale = language;
    return this;
  }

  /** Binds it to a password; to none where it is empty. */
  public ChallengeDraft credentials(Optional<String> id) {
    credentialsId = id;
    return this;
  }

  /** Binds it to a session. */
  public ChallengeDraft session(SessionId id) {
    sessionId = Optional.of(id);
    return this;
  }

  /** Makes a second challenge part of the answer. */
  public ChallengeDraft second(String challengeId) {
    secondId = Optional.of(challengeId);
    return this;
  }

  /** Sets another asker than the usual one of its purpose. */
  public ChallengeDraft askedBy(Asker other) {
    asker = other;
    return this;
  }

  /**
   * Makes it a decoy, for an unknown person or one who may not ask: we count and store it, and
   * never send it.
   */
  public ChallengeDraft asDecoy() {
    decoy = true;
    personId = Optional.empty();
    credentialsId = Optional.empty();
    userVersion = Optional.empty();
    return this;
  }

  /** The challenge. */
  Challenge challenge(TenantId tenant, String id, Instant expiresAt) {
    return new Challenge(
        tenant,
        id,
        purpose,
        factor,
        asker,
        personId,
        credentialsId,
        userVersion,
        sessionId,
        to.filter(_ -> purpose == Purpose.CONTACT),
        to.map(target -> target.fingerprint(tenant)),
        secondId,
        to.flatMap(Target::country),
        expiresAt,
        SentSecrets.mostTries(purpose.message().secret()),
        Optional.empty());
  }

  Purpose purpose() {
    return purpose;
  }

  Asker asker() {
    return asker;
  }

  /** The contact whose limits count its code; empty for an authenticator app. */
  Optional<Target> counted() {
    return to;
  }

  /** The language of its person; empty for the business's. */
  Optional<Locale> locale() {
    return locale;
  }

  /** The contact to which its secret goes; empty for an authenticator app and for a decoy. */
  Optional<Target> sent() {
    return to.filter(_ -> !decoy);
  }

  /** Hides the contact. */
  @Override
  public String toString() {
    return "ChallengeDraft " + purpose;
  }
}
