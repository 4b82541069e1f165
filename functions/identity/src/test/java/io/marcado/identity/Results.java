package io.marcado.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.Result;
import java.util.Optional;

/** What tests expect of results. */
public final class Results {
  private Results() {}

  /** The value of what must have been done. */
  public static <T> T done(Result<T, IdentityRefusal> result) {
    return result.orElseThrow(refusal -> new IllegalStateException("refused: " + refusal));
  }

  public static void assertDone(Optional<IdentityRefusal> refusal) {
    assertThat(refusal).isEmpty();
  }

  public static void assertRefused(IdentityRefusal refusal, Result<?, IdentityRefusal> result) {
    assertThat(result.whyRefused()).contains(refusal);
  }

  public static void assertRefused(IdentityRefusal refusal, Optional<IdentityRefusal> result) {
    assertThat(result).contains(refusal);
  }

  /** A limit refused it, for longer than no time. */
  public static void assertLimited(Result<?, IdentityRefusal> result) {
    assertLimited(result.whyRefused());
  }

  public static void assertLimited(Optional<IdentityRefusal> refusal) {
    assertThat(refusal)
        .get()
        .isInstanceOfSatisfying(
            IdentityRefusal.TooManyRequests.class,
            limit -> assertThat(limit.retryAfter()).isPositive());
  }

  /** Some value of the request does not do. */
  public static void assertInvalid(String pointer, Result<?, IdentityRefusal> result) {
    assertInvalid(pointer, result.whyRefused());
  }

  public static void assertInvalid(String pointer, Optional<IdentityRefusal> refusal) {
    assertThat(refusal)
        .get()
        .isInstanceOfSatisfying(
            IdentityRefusal.Invalid.class,
            invalid ->
                assertThat(invalid.faults())
                    .extracting(fault -> fault.pointer())
                    .contains(pointer));
  }
}
