package io.marcado.tenants.signup;

import io.marcado.identity.published.PhoneProofs;
import java.time.Duration;

/** Why a business cannot be signed up. */
public sealed interface SignUpRefusal {

  /** Another business has the slug. */
  record SlugTaken() implements SignUpRefusal {}

  /** Another request came before with the same Idempotency-Key. */
  record KeyReused() implements SignUpRefusal {}

  /** There were too many sign-ups. */
  record TooOften(Duration retryAfter) implements SignUpRefusal {}

  /** The given proof does not show that the phone is the owner's. */
  record NotProved(PhoneProofs.Refusal why) implements SignUpRefusal {}

  /**
   * The owner's phone has as many businesses as it may.
   *
   * @param most how many
   */
  record OwnsTooMany(int most) implements SignUpRefusal {}

  /** The business is there, but its stage could not be made yet. */
  record NoStage() implements SignUpRefusal {}

  /** No shard has room for another stage. */
  record NoRoom() implements SignUpRefusal {}

  /** Others are writing the same items. */
  record Busy() implements SignUpRefusal {}
}
