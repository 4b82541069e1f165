package io.marcado.identity;

import io.marcado.platform.http.ProblemCode;

/** Problems that only identity answers with. */
public enum IdentityProblem implements ProblemCode {
  PHONE_TAKEN("phone-taken", 409, "The phone is taken"),
  EMAIL_TAKEN("email-taken", 409, "The e-mail is taken"),
  LAST_OWNER("last-owner", 409, "A business keeps an owner"),
  /** Nobody but the phone could tell that it is the person. */
  NO_SECOND_CHANNEL("no-second-channel", 409, "The person has no second channel"),
  TOO_MANY_BUSINESSES("too-many-businesses", 409, "The phone has as many businesses as it may"),
  TOO_MANY_API_KEYS("too-many-api-keys", 409, "The business has as many API keys as it may"),
  API_KEY_ENDED("api-key-ended", 409, "The API key is no longer good"),
  /** Two secrets are good, and a further one would end the older unasked. */
  ROTATION_UNDER_WAY("rotation-under-way", 409, "The API key is being rotated"),
  /** A wrong password and an account that does not exist: the two must look alike. */
  INVALID_CREDENTIALS("invalid-credentials", 401, "Phone, e-mail or password is wrong"),
  INVALID_CODE("invalid-code", 401, "The code is wrong"),
  /** The code was used, replaced or tried too often, is too old, or never existed. */
  CODE_EXPIRED("code-expired", 401, "The code is no longer good"),
  STEP_UP_REQUIRED("step-up-required", 403, "A fresh code is needed"),
  SECOND_CHANNEL_REQUIRED("second-channel-required", 403, "A second code is needed"),
  TOTP_ALREADY_ON("totp-already-on", 409, "An authenticator app is set up already");

  private final Kind kind;

  IdentityProblem(String code, int status, String title) {
    this.kind = new Kind(code, status, title);
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
