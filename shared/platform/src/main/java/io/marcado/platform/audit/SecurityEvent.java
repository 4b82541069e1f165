package io.marcado.platform.audit;

import io.marcado.domain.Actor;
import io.marcado.domain.PersonId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Something that an owner wants to find when something went wrong with an account.
 *
 * @param actorId the person or API key that did it; empty for nobody known
 * @param subjectId the person, API key or webhook it was done to; empty for nobody known
 * @param address IP address the request came from
 * @param facts what else is to be known, such as {@code role}; never a secret, a phone or an e-mail
 */
public record SecurityEvent(
    Type type,
    Optional<String> actorId,
    Optional<String> subjectId,
    String address,
    Instant at,
    Map<String, String> facts) {

  public SecurityEvent {
    facts = Map.copyOf(facts);
  }

  /** One that a person who is signed in did to the own account. */
  public static SecurityEvent own(Type type, Actor.Person person, Instant at) {
    return own(type, person.id(), person, at);
  }

  /** One that a person did to the own account, and was known by it only then: a login. */
  public static SecurityEvent own(Type type, PersonId personId, Actor actor, Instant at) {
    return own(type, personId.value(), address(actor), at);
  }

  /** One that somebody did to their own account. */
  public static SecurityEvent own(Type type, String userId, String address, Instant at) {
    return new SecurityEvent(type, Optional.of(userId), Optional.of(userId), address, at, Map.of());
  }

  /** One that an actor did to another's account, or to a key. */
  public static SecurityEvent by(
      Type type, Actor actor, String subjectId, Instant at, Map<String, String> facts) {
    return by(type, actor, Optional.of(subjectId), at, facts);
  }

  /**
   * The same for what concerns nobody known, such as the booking of somebody who walked in.
   *
   * @param subjectId the person or API key it was done to, if any
   */
  public static SecurityEvent by(
      Type type, Actor actor, Optional<String> subjectId, Instant at, Map<String, String> facts) {
    return new SecurityEvent(type, actor.auditId(), subjectId, address(actor), at, facts);
  }

  /** One that somebody did to another's account, or to a key. */
  public static SecurityEvent by(
      Type type,
      String actorId,
      String subjectId,
      String address,
      Instant at,
      Map<String, String> facts) {
    return new SecurityEvent(
        type, Optional.of(actorId), Optional.of(subjectId), address, at, facts);
  }

  /** One by somebody who is not known: the actor tells no more than the address. */
  public static SecurityEvent unknown(
      Type type, Optional<String> subjectId, Actor actor, Instant at) {
    return unknown(type, subjectId, address(actor), at);
  }

  /** One whose doer is not known. */
  public static SecurityEvent unknown(
      Type type, Optional<String> subjectId, String address, Instant at) {
    return new SecurityEvent(type, Optional.empty(), subjectId, address, at, Map.of());
  }

  private static String address(Actor actor) {
    return actor.address().orElse("");
  }

  /** What happened. */
  public enum Type {
    ACCOUNT_REGISTERED("account.registered"),
    ACCOUNT_DISABLED("account.disabled"),
    ACCOUNT_ENABLED("account.enabled"),
    ACCOUNT_ERASED("account.erased"),
    MESSAGES_STOPPED("messages.stopped"),
    MESSAGES_STARTED("messages.started"),
    LOGIN_SUCCEEDED("login.succeeded"),
    LOGIN_FAILED("login.failed"),
    VERIFICATION_FAILED("verification.failed"),
    LIMIT_REACHED("limit.reached"),
    LOGGED_OUT("session.logged-out"),
    SESSIONS_ENDED("session.ended"),
    REFRESH_TOKEN_REUSED("session.refresh-token-reused"),
    STEP_UP_SUCCEEDED("step-up.succeeded"),
    PASSWORD_CHANGED("password.changed"),
    PASSWORD_RESET_REQUESTED("password.reset-requested"),
    PASSWORD_RESET("password.reset"),
    PHONE_CHANGED("phone.changed"),
    EMAIL_CHANGED("email.changed"),
    EMAIL_VERIFIED("email.verified"),
    TOTP_ENABLED("totp.enabled"),
    TOTP_REMOVED("totp.removed"),
    RECOVERY_CODE_USED("totp.recovery-code-used"),
    RECOVERY_CODES_RENEWED("totp.recovery-codes-renewed"),
    ROLE_CHANGED("role.changed"),
    INVITATION_SENT("invitation.sent"),
    INVITATION_WITHDRAWN("invitation.withdrawn"),
    INVITATION_ACCEPTED("invitation.accepted"),
    OWNERSHIP_HANDED_OVER("ownership.handed-over"),
    API_KEY_CREATED("api-key.created"),
    API_KEY_ROTATED("api-key.rotated"),
    API_KEY_REVOKED("api-key.revoked"),
    API_KEY_USED("api-key.used"),
    WEBHOOK_CREATED("webhook.created"),
    WEBHOOK_CHANGED("webhook.changed"),
    WEBHOOK_ENABLED("webhook.enabled"),
    WEBHOOK_DISABLED("webhook.disabled"),
    WEBHOOK_STOPPED("webhook.stopped"),
    WEBHOOK_SECRET_ROTATED("webhook.secret-rotated"),
    WEBHOOK_DELETED("webhook.deleted"),
    SETTINGS_CHANGED("settings.changed"),
    BOOKING_CORRECTED("booking.corrected");

    private final String text;

    Type(String text) {
      this.text = text;
    }

    /** Its name in the API. */
    public String text() {
      return text;
    }

    /** The type of this name. */
    public static Optional<Type> find(String text) {
      return Arrays.stream(values()).filter(type -> type.text.equals(text)).findFirst();
    }

    static Type of(String text) {
      return find(text).orElseThrow(() -> new IllegalStateException("no event is called so"));
    }
  }
}
