package io.marcado.identity;

import io.marcado.platform.http.CommonProblem;
import io.marcado.platform.http.Problem;
import java.util.Optional;

/** The one place that turns what identity refuses into answers. */
public final class IdentityProblems {
  private IdentityProblems() {}

  /** The answer to a refusal. */
  public static Problem of(IdentityRefusal refusal) {
    return switch (refusal) {
      case IdentityRefusal.WrongCredentials _ ->
          new Problem(
              IdentityProblem.INVALID_CREDENTIALS,
              "No account of this business has this phone or e-mail together with this password.");
      case IdentityRefusal.WrongCurrentPassword _ ->
          new Problem(
              IdentityProblem.INVALID_CREDENTIALS,
              "The current password is another one. If you have none yet, set one with POST"
                  + " /auth/password/forgot.");
      case IdentityRefusal.InvalidCode(int attemptsLeft) ->
          new Problem(
                  IdentityProblem.INVALID_CODE,
                  attemptsLeft == 0
                      ? "The code is not the right one, and this was the last try. Ask for a new one."
                      : "The code is not the right one. Try again.")
              .with("attemptsLeft", attemptsLeft);
      case IdentityRefusal.CodeExpired(IdentityRefusal.CodeUse use) ->
          new Problem(
              IdentityProblem.CODE_EXPIRED,
              "It was used, replaced or tried too often, or it is too old. " + newCode(use));
      case IdentityRefusal.StepUpRequired _ ->
          new Problem(
              IdentityProblem.STEP_UP_REQUIRED,
              "Ask for a code with POST /auth/step-up and send the answer as stepUp.");
      case IdentityRefusal.SecondCodeRequired(boolean ofApp) ->
          new Problem(
              IdentityProblem.SECOND_CHANNEL_REQUIRED,
              ofApp
                  ? "Send secondCode too: a code of your authenticator app, or a recovery code."
                  : "Send secondCode too: the code that went to your e-mail.");
      case IdentityRefusal.SessionEnded _ ->
          new Problem(CommonProblem.UNAUTHENTICATED, "The session has ended. Log in again.");
      case IdentityRefusal.InvalidRefreshToken _ ->
          new Problem(
              CommonProblem.UNAUTHENTICATED,
              "The refresh token is not valid, or no longer. Log in again.");
      case IdentityRefusal.TooManyRequests(var retryAfter) -> Problem.tooManyRequests(retryAfter);
      case IdentityRefusal.Invalid(var faults) -> Problem.invalid(faults);
      case IdentityRefusal.KeyReused _ -> Problem.keyReused();
      case IdentityRefusal.NotFound(String what) -> Problem.notFound(what);
      case IdentityRefusal.PhoneRegistered _ ->
          new Problem(
              IdentityProblem.PHONE_TAKEN, "An account with this phone exists. Log in instead.");
      case IdentityRefusal.PhoneTaken _ ->
          new Problem(
              IdentityProblem.PHONE_TAKEN,
              "Somebody else of this business has this phone. If that is you as well, sign in with"
                  + " it and erase or change that account first; else ask the business.");
      case IdentityRefusal.EmailTaken _ ->
          new Problem(
              IdentityProblem.EMAIL_TAKEN,
              "Somebody else of this business has verified this e-mail.");
      case IdentityRefusal.TooManyBusinesses(int most) ->
          new Problem(
              IdentityProblem.TOO_MANY_BUSINESSES,
              "A phone may be that of the owner of %d businesses.".formatted(most));
      case IdentityRefusal.ForTeamOnly _ ->
          new Problem(
              CommonProblem.FORBIDDEN,
              "Authenticator apps are for those who work at the business.");
      case IdentityRefusal.TotpAlreadyOn _ ->
          new Problem(
              IdentityProblem.TOTP_ALREADY_ON,
              "Remove the app that is set up before you add another.");
      case IdentityRefusal.OwnerNeedsMailbox _ ->
          new Problem(
              IdentityProblem.NO_SECOND_CHANNEL,
              "Give an e-mail first. Without it and the app you could not reset a forgotten"
                  + " password.");
      case IdentityRefusal.TeamNeedsSecondChannel _ ->
          new Problem(
              IdentityProblem.NO_SECOND_CHANNEL,
              "Owners and admins keep an e-mail or an authenticator app. Without both they could not"
                  + " reset a forgotten password. Set up an app first, or give another e-mail.");
      case IdentityRefusal.RoleChanged _ ->
          new Problem(CommonProblem.FORBIDDEN, "Your own role has changed meanwhile.");
      case IdentityRefusal.LastOwner _ ->
          new Problem(
              IdentityProblem.LAST_OWNER,
              "This is the last owner who can sign in. Hand the business over first.");
      case IdentityRefusal.HeirNeedsSecondChannel _ ->
          new Problem(
              IdentityProblem.NO_SECOND_CHANNEL,
              "The admin has to verify an e-mail or to set up an authenticator app first.");
      case IdentityRefusal.NotYours(var faults) ->
          Problem.invalid(
              CommonProblem.FORBIDDEN, "You may not change all of this for this person.", faults);
      case IdentityRefusal.PhoneHasAccount _ ->
          new Problem(
              IdentityProblem.PHONE_TAKEN,
              "An account with this phone exists. Log in with it, and accept the invitation then.");
      case IdentityRefusal.ForOwnersOnly _ ->
          new Problem(
              CommonProblem.FORBIDDEN, "Only an owner decides about an invitation to be an admin.");
      case IdentityRefusal.TooManyApiKeys(int most) ->
          new Problem(
              IdentityProblem.TOO_MANY_API_KEYS,
              "A business may have %d live keys. Revoke one that is not used.".formatted(most));
      case IdentityRefusal.ApiKeyEnded _ ->
          new Problem(
              IdentityProblem.API_KEY_ENDED,
              "The key is revoked or has expired. Make another one.");
      case IdentityRefusal.RotationUnderWay(var until) ->
          new Problem(
              IdentityProblem.ROTATION_UNDER_WAY,
              "Two secrets of the key are good until %s. Wait, make another key, or rotate"
                      .formatted(until)
                  + " with overlapMinutes 0, which ends both at once.");
    };
  }

  private static String newCode(IdentityRefusal.CodeUse use) {
    return switch (use) {
      case LOGIN -> "Log in again for a new one.";
      case STEP_UP -> "Ask for a step-up again.";
      case RESET_TOKEN, SECOND_CODE -> "Ask for a new one with POST /auth/password/forgot.";
      case CONTACT, PHONE_PROOF -> "Ask for a new one.";
      case TOTP_SETUP -> "Start the setup of the app again.";
      case INVITATION -> "Ask the business for a new invitation.";
    };
  }

  /** Throws the answer to a refusal. */
  public static void requireNone(Optional<IdentityRefusal> refusal) {
    refusal.ifPresent(
        why -> {
          throw of(why);
        });
  }
}
