package io.marcado.identity.published.deliveries;

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
  PASSWORD_CHANGED(Secret.NONE),
  PHONE_CHANGED(Secret.NONE),
  EMAIL_CHANGED(Secret.NONE),
  TOTP_ENABLED(Secret.NONE),
  TOTP_REMOVED(Secret.NONE),
  TOTP_LOCKED(Secret.NONE),
  CODES_LOCKED(Secret.NONE),
  RECOVERY_CODE_USED(Secret.NONE),
  RECOVERY_CODES_RENEWED(Secret.NONE),
  ROLE_CHANGED(Secret.NONE),
  OWNERSHIP_HANDED_OVER(Secret.NONE),
  OWNERSHIP_TAKEN_OVER(Secret.NONE),
  ADMIN_INVITED(Secret.NONE),
  API_KEY_CREATED(Secret.NONE),
  API_KEY_ROTATED(Secret.NONE);

  private final Secret secret;

  AccountMessage(Secret secret) {
    this.secret = secret;
  }

  /** What it carries. */
  public Secret secret() {
    return secret;
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
