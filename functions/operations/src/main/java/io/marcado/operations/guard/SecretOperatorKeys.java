package io.marcado.operations.guard;

import io.marcado.platform.config.Variables;
import io.marcado.secrets.Secrets;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The operators' keys from Secrets Manager, at most a minute old. */
@Singleton
final class SecretOperatorKeys {
  private static final Duration KEPT = Duration.ofMinutes(1);

  private final Secrets secrets;
  private final String secretId;
  private @Nullable Known known;

  private record Known(OperatorKeys keys, Instant readAt) {}

  SecretOperatorKeys(Secrets secrets, Variables variables) {
    this.secrets = secrets;
    this.secretId = variables.read(reader -> reader.text("OPERATOR_KEYS_SECRET"));
  }

  /** Whose key it is. */
  synchronized Optional<String> operatorOf(String key, Instant now) {
    Known present = known;
    if (present == null || !now.isBefore(present.readAt().plus(KEPT))) {
      present = new Known(OperatorKeys.parse(secrets.current(secretId)), now);
      known = present;
    }
    return present.keys().operatorOf(key);
  }
}
