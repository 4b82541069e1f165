package io.marcado.identity.people.credentials;

import java.security.SecureRandom;

/** Hashes as a release with lower parameters would have left them. */
public final class OldHashes {
  private OldHashes() {}

  public static String of(Password password) {
    return new PasswordHasher(new SecureRandom(), new PasswordHasher.Cost(64, 1, 1)).hash(password);
  }
}
