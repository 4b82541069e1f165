package io.marcado.local.app;

import io.marcado.identity.people.credentials.PasswordHasher;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/**
 * Makes hashes of passwords cheap in all functions that run in these tests: they hash hundreds, and
 * what a hash costs in production is shown in identity.
 */
@Factory
public final class CheapHashes {
  @Singleton
  PasswordHasher.Cost cost() {
    return new PasswordHasher.Cost(32, 1, 1);
  }
}
