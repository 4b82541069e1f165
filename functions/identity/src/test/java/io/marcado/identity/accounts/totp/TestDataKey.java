package io.marcado.identity.accounts.totp;

import io.marcado.secrets.DataKey;
import io.marcado.secrets.SecretDataKey;
import io.micronaut.context.annotation.Replaces;
import jakarta.inject.Singleton;
import javax.crypto.SecretKey;

/** A data key of the tests' own. */
@Singleton
@Replaces(SecretDataKey.class)
final class TestDataKey implements DataKey {
  private static final SecretKey KEY =
      SecretDataKey.derived("a test's data key; ".repeat(4), "totp");

  @Override
  public SecretKey of(String purpose) {
    return KEY;
  }
}
