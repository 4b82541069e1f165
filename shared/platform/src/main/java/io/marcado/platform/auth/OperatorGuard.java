package io.marcado.platform.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Knows the operators of the platform, and keeps what they did. */
public interface OperatorGuard {

  /** Who calls. */
  sealed interface Admission {
    /**
     * An operator.
     *
     * @param name of the key
     */
    record Operator(String name) implements Admission {}

    /** Nobody: there is no key, or a wrong one. */
    record Refused() implements Admission {}

    /** Nobody, after too many wrong keys. */
    record TooMany(Duration retryAfter) implements Admission {}
  }

  /**
   * Finds out which operator calls.
   *
   * @param authorization the header of this name
   */
  Admission admit(Optional<String> authorization, String sourceAddress, Instant now);

  /**
   * Keeps what an operator is about to do. It throws when it cannot, and then nothing may be done.
   *
   * @param operator the name of the key
   * @param action the operation's id
   * @param facts what it is about, such as {@code queue}; never a phone, an e-mail or a secret
   */
  void record(
      String operator, String action, Map<String, String> facts, String sourceAddress, Instant now);
}
