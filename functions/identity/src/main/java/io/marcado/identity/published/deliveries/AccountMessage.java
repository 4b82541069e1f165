package io.marcado.identity.published.deliveries;

import java.util.Optional;

/** What people are sent about their accounts. */
public enum AccountMessage {
  LOGIN_CODE(Secret.CODE),
  STEP_UP_CODE(Secret.CODE),
  CONTACT_CODE(Secret.CODE),
  BOOKING_CODE(Secret.CODE),
  RESET_TOKEN(Secret.TOKEN),
  RESET_CODE(Secret.CODE),
  ADMIN_INVITATION(Secret.TOKEN),
  STAFF_INVITATION(Secret.TOKEN),
  PASSWORD_CHANGED(Notice.OWN),
  PHONE_CHANGED(Notice.OWN),
  EMAIL_CHANGED(Notice.OWN),
  TOTP_ENABLED(Notice.OWN),
  TOTP_REMOVED(Notice.OWN),
  TOTP_LOCKED(Notice.OTHERS),
  CODES_LOCKED(Notice.OTHERS),
  RECOVERY_CODE_USED(Notice.OWN),
  RECOVERY_CODES_RENEWED(Notice.OWN),
  ROLE_CHANGED(Notice.OTHERS),
  OWNERSHIP_HANDED_OVER(Notice.OWN),
  OWNERSHIP_TAKEN_OVER(Notice.OWN),
  ADMIN_INVITED(Notice.OTHERS),
  API_KEY_CREATED(Notice.OTHERS),
  API_KEY_ROTATED(Notice.OTHERS),
  WEBHOOK_STOPPED(Notice.OTHERS);

  private final Secret secret;
  private final Optional<Notice> notice;

  AccountMessage(Secret secret) {
    this.secret = secret;
    this.notice = Optional.empty();
  }

  AccountMessage(Notice notice) {
    this.secret = Secret.NONE;
    this.notice = Optional.of(notice);
  }

  /** What it carries. */
  public Secret secret() {
    return secret;
  }

  /** Of what a notice tells; empty for a message with a secret. */
  public Optional<Notice> notice() {
    return notice;
  }

  /** Of what a notice tells. The two kinds have limits of their own. */
  public enum Notice {
    /** A change of the person's own account, by that person or by who may make it. */
    OWN,
    /** What others may cause: who guesses codes, or somebody else of the team. */
    OTHERS
  }

  /** What a message carries. */
  public enum Secret {
    /** Six digits. */
    CODE,
    /** A long token, to be copied. */
    TOKEN,
    /** Nothing: it only tells. */
    NONE
  }
}
