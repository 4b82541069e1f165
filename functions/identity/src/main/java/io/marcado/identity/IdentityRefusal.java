package io.marcado.identity;

import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Why identity refuses a request. {@link IdentityProblems} has the answers. */
public sealed interface IdentityRefusal {

  /** The password is wrong, or there is no such account: the two must look alike. */
  record WrongCredentials() implements IdentityRefusal {}

  /** The person gave another password than the present one. */
  record WrongCurrentPassword() implements IdentityRefusal {}

  /**
   * The code or token is wrong.
   *
   * @param attemptsLeft how often the caller may try again; 0 after the last try
   */
  record InvalidCode(int attemptsLeft) implements IdentityRefusal {}

  /** The code or token was used, replaced or tried too often, is too old, or never existed. */
  record CodeExpired(CodeUse use) implements IdentityRefusal {}

  /** The use of a code or token. */
  enum CodeUse {
    /** A code to log in with, from a message or an authenticator app. */
    LOGIN,
    STEP_UP,
    /** The token of a password reset. */
    RESET_TOKEN,
    /** The second code of a password reset. */
    SECOND_CODE,
    CONTACT,
    /** A code by which a visitor proves a phone. */
    PHONE_PROOF,
    TOTP_SETUP,
    INVITATION
  }

  /** The request must bring a fresh code. */
  record StepUpRequired() implements IdentityRefusal {}

  /**
   * The request must bring a second code.
   *
   * @param ofApp true for one of the authenticator app, false for the one that went by e-mail
   */
  record SecondCodeRequired(boolean ofApp) implements IdentityRefusal {}

  /** The session of the request has ended. */
  record SessionEnded() implements IdentityRefusal {}

  /** The refresh token, or its session, is not good. */
  record InvalidRefreshToken() implements IdentityRefusal {}

  /**
   * A limit is reached.
   *
   * @param retryAfter how long until there is room again
   */
  record TooManyRequests(Duration retryAfter) implements IdentityRefusal {}

  /** The request has values that do not do. */
  record Invalid(List<Fault> faults) implements IdentityRefusal {
    public Invalid(String pointer, FaultCode code, String detail) {
      this(List.of(new Fault(pointer, code, detail)));
    }
  }

  /** The idempotency key came before, with another request of this kind. */
  record KeyReused() implements IdentityRefusal {}

  /**
   * What the request names is not there, or not the caller's.
   *
   * @param what such as {@code session}
   */
  record NotFound(String what) implements IdentityRefusal {}

  /** The phone of a registration already has an account. */
  record PhoneRegistered() implements IdentityRefusal {}

  /** Another person of the business has the phone. */
  record PhoneTaken() implements IdentityRefusal {}

  /** Another person of the business has verified the e-mail. */
  record EmailTaken() implements IdentityRefusal {}

  /**
   * The phone of the owner has as many businesses as it may.
   *
   * @param most how many
   */
  record TooManyBusinesses(int most) implements IdentityRefusal {}

  /** Only people who work at the business have authenticator apps. */
  record ForTeamOnly() implements IdentityRefusal {}

  /** An authenticator app is on already. */
  record TotpAlreadyOn() implements IdentityRefusal {}

  /** The owner would have neither a mailbox nor an app. */
  record OwnerNeedsMailbox() implements IdentityRefusal {}

  /** The owner or admin would have neither a mailbox nor an app. */
  record TeamNeedsSecondChannel() implements IdentityRefusal {}

  /** The caller has lost the role that the request takes. */
  record RoleChanged() implements IdentityRefusal {}

  /** No owner who can sign in would be left. */
  record LastOwner() implements IdentityRefusal {}

  /** The admin who should get the business has no second channel. */
  record HeirNeedsSecondChannel() implements IdentityRefusal {}

  /** The caller may not make these changes of this person. */
  record NotYours(List<Fault> faults) implements IdentityRefusal {}

  /** The invited phone has an account, and its person is not the caller. */
  record PhoneHasAccount() implements IdentityRefusal {}

  /** An invitation to be an admin is for owners to send, replace and withdraw. */
  record ForOwnersOnly() implements IdentityRefusal {}

  /**
   * The business has as many live API keys as it may.
   *
   * @param most how many it may have
   */
  record TooManyApiKeys(int most) implements IdentityRefusal {}

  /** The API key is revoked or has expired. */
  record ApiKeyEnded() implements IdentityRefusal {}

  /**
   * Two secrets of the API key are good, and the older one would end before its time.
   *
   * @param until when the older one ends
   */
  record RotationUnderWay(Instant until) implements IdentityRefusal {}
}
