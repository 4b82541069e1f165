package io.marcado.identity.published;

import io.marcado.domain.Result;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.accounts.codes.Challenge;
import java.time.Duration;

/** The answer to a request for a code that proves a phone. */
public record RequestedCode(String challengeId, long expiresInSeconds) {
  /** The answer to a request that only limits may refuse: else when to try again. */
  static Result<RequestedCode, Duration> of(Result<Challenge, IdentityRefusal> opened) {
    return switch (opened) {
      case Result.Done<Challenge, IdentityRefusal>(Challenge challenge) ->
          Result.done(new RequestedCode(challenge.id(), Challenge.LIFETIME.toSeconds()));
      case Result.Refused<Challenge, IdentityRefusal>(
              IdentityRefusal.TooManyRequests(Duration retryAfter)) ->
          Result.refused(retryAfter);
      case Result.Refused<Challenge, IdentityRefusal>(IdentityRefusal other) ->
          throw new IllegalStateException("only limits refuse a code: " + other);
    };
  }
}
