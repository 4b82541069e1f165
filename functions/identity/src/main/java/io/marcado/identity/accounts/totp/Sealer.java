package io.marcado.identity.accounts.totp;

import io.marcado.domain.Ids;
import io.marcado.domain.PersonId;
import io.marcado.domain.TenantId;
import io.marcado.platform.crypto.AesGcm;
import io.marcado.secrets.DataKey;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.List;

/**
 * Seals secrets with AES-256-GCM. A secret that was sealed for one place (tenant, person, id) does
 * not open in another, so nobody who can write the table can move a secret to somebody else.
 */
@Singleton
final class Sealer {
  private final DataKey key;
  private final SecureRandom random;

  Sealer(DataKey key, SecureRandom random) {
    this.key = key;
    this.random = random;
  }

  /** Seals a secret for its place; base64. */
  String seal(TenantId tenant, PersonId personId, String id, TotpSecret secret) {
    return AesGcm.seal(key.of("totp"), place(tenant, personId, id), secret.bytes(), random);
  }

  /**
   * The secret again.
   *
   * @throws IllegalStateException when it was sealed for another place, or under another key
   */
  TotpSecret open(TenantId tenant, PersonId personId, String id, String sealed) {
    return new TotpSecret(AesGcm.open(key.of("totp"), place(tenant, personId, id), sealed));
  }

  private static byte[] place(TenantId tenant, PersonId personId, String id) {
    return Ids.sha256(List.of("totp", tenant.value(), personId.value(), id));
  }
}
