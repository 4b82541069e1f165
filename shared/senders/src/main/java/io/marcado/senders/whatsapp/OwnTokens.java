package io.marcado.senders.whatsapp;

import io.marcado.domain.TenantId;
import io.marcado.platform.json.Json;
import io.marcado.secrets.KeptSecret;
import io.marcado.secrets.Secrets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** The tokens of businesses that have numbers of their own, each kept for a while. */
final class OwnTokens {
  private static final int MOST_KEPT = 500;

  private final Secrets secrets;
  private final String folder;
  private final InstantSource clock;
  private final Map<TenantId, KeptSecret> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TenantId, KeptSecret> eldest) {
          return size() > MOST_KEPT;
        }
      };

  OwnTokens(Secrets secrets, String folder, InstantSource clock) {
    this.secrets = secrets;
    this.folder = folder;
    this.clock = clock;
  }

  /**
   * The token of a number; empty when the business has none for it, since it has just left the
   * number, or has linked it and its token is still on the way.
   */
  Optional<String> of(OwnNumber number) {
    KeptSecret secret = secret(number.business());
    try {
      Optional<String> token = token(secret, number);
      if (token.isPresent()) {
        return token;
      }
      // It may be the one of the number before.
      secret.forget();
      return token(secret, number);
    } catch (ResourceNotFoundException | InvalidRequestException _) {
      // The second one is of a secret that is just being deleted.
      return Optional.empty();
    }
  }

  /** Makes the next use read it anew, since Meta did not know this one. */
  void forget(OwnNumber number) {
    secret(number.business()).forget();
  }

  private static Optional<String> token(KeptSecret secret, OwnNumber number) {
    NumberToken token = Json.read(secret.get(), NumberToken.class);
    return token.phoneNumberId().equals(number.phoneNumberId())
        ? Optional.of(token.accessToken())
        : Optional.empty();
  }

  private synchronized KeptSecret secret(TenantId business) {
    return kept.computeIfAbsent(
        business, _ -> new KeptSecret(secrets, NumberToken.secretId(folder, business), clock));
  }
}
