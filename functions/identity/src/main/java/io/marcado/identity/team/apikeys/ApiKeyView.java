package io.marcado.identity.team.apikeys;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.marcado.domain.Permission;
import io.marcado.platform.auth.ApiKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An API key as it is answered.
 *
 * @param createdBy the person who made it
 * @param lastUsedAt exact to ten minutes
 * @param previousSecretUntil until when the secret before the last rotation is good too; null when
 *     it is not
 * @param key the whole key, in the answer that made its secret and nowhere else
 */
record ApiKeyView(
    String apiKeyId,
    String name,
    List<String> scopes,
    Status status,
    String createdAt,
    String createdBy,
    @Nullable String expiresAt,
    @Nullable String revokedAt,
    @Nullable String lastUsedAt,
    @Nullable String previousSecretUntil,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String key) {

  /** What a key is good for now. */
  enum Status {
    ACTIVE,
    EXPIRED,
    REVOKED;

    static Status of(ApiKey key, Instant now) {
      if (key.revokedAt().isPresent()) {
        return REVOKED;
      }
      return key.expiresAt().filter(end -> !now.isBefore(end)).isPresent() ? EXPIRED : ACTIVE;
    }
  }

  /** Without the secret. */
  static ApiKeyView of(ApiKey key, Instant now) {
    return of(key, now, Optional.empty());
  }

  /** With the secret, where it has just been made. */
  static ApiKeyView of(ApiKey key, Instant now, Optional<ApiKey.Presented> made) {
    Status status = Status.of(key, now);
    return new ApiKeyView(
        key.keyId(),
        key.name(),
        key.permissions().stream().sorted().map(Permission::scope).toList(),
        status,
        key.createdAt().toString(),
        key.createdBy(),
        text(key.expiresAt()),
        text(key.revokedAt()),
        text(key.lastUsedAt()),
        text(
            key.previous()
                .map(ApiKey.Previous::until)
                .filter(until -> status == Status.ACTIVE && now.isBefore(until))),
        made.map(ApiKey.Presented::text).orElse(null));
  }

  private static @Nullable String text(Optional<Instant> instant) {
    return instant.map(Instant::toString).orElse(null);
  }

  /** Hides the secret. */
  @Override
  public String toString() {
    return "ApiKeyView " + apiKeyId;
  }
}
