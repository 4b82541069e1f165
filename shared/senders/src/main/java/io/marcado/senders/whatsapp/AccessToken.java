package io.marcado.senders.whatsapp;

import io.marcado.platform.aws.SdkTransport;
import io.marcado.secrets.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The token by which a provider knows us: a secret's text, kept for a while. */
final class AccessToken {
  /** How long a token that was replaced may still be used. */
  private static final Duration KEPT = Duration.ofMinutes(5);

  private final Secrets secrets;
  private final String secretId;
  private final InstantSource clock;
  private @Nullable Kept kept;

  private record Kept(String token, Instant until) {
    /** Hides the token. */
    @Override
    public String toString() {
      return "Kept until " + until;
    }
  }

  AccessToken(Secrets secrets, String secretId, InstantSource clock) {
    this.secrets = secrets;
    this.secretId = secretId;
    this.clock = clock;
  }

  synchronized String get() {
    Instant now = clock.instant();
    Kept present = kept;
    if (present == null || !now.isBefore(present.until())) {
      present = new Kept(secrets.current(secretId).strip(), now.plus(KEPT));
      // A primed function gets no real token.
      kept = SdkTransport.answersFromMemory() ? null : present;
    }
    return present.token();
  }

  /** Makes the next use read it anew, since the provider did not know this one. */
  synchronized void forget() {
    kept = null;
  }
}
