package io.marcado.webhooks.endpoints;

import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import io.marcado.platform.crypto.AesGcm;
import io.marcado.secrets.DataKey;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.List;

/** Seals signing secrets for their webhook, so that a copy of the table shows none. */
@Singleton
public final class SecretSealer {
  private static final String PURPOSE = "webhooks";

  private final DataKey key;
  private final SecureRandom random;

  public SecretSealer(DataKey key, SecureRandom random) {
    this.key = key;
    this.random = random;
  }

  String seal(TenantId tenant, String webhookId, SigningSecret secret) {
    return AesGcm.seal(key.of(PURPOSE), place(tenant, webhookId), secret.bytes(), random);
  }

  /**
   * The secret again.
   *
   * @throws IllegalStateException when it was sealed for another webhook, or under another key
   */
  SigningSecret open(TenantId tenant, String webhookId, String sealed) {
    return new SigningSecret(AesGcm.open(key.of(PURPOSE), place(tenant, webhookId), sealed));
  }

  private static byte[] place(TenantId tenant, String webhookId) {
    return Ids.sha256(List.of("webhook", tenant.value(), webhookId));
  }
}
