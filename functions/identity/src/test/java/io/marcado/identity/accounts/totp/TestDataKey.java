package io.marcado.identity.accounts.totp;

import io.micronaut.context.annotation.Replaces;
import jakarta.inject.Singleton;
import javax.crypto.SecretKey;

/** A data key of the tests' own. */
@Singleton
@Replaces(SecretDataKey.class)
final class TestDataKey implements DataKey {
  private static final SecretKey KEY = SecretDataKey.derived("a test's data key; ".repeat(4));

  @Override
  public SecretKey get() {
    return KEY;
  }
}
