package io.marcado.secrets;

import io.marcado.platform.aws.SdkTransport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** A secret's text, kept for a while: a token by which a provider knows us, or one that it has. */
public final class KeptSecret {
  /** How long one that was replaced may still be used. */
  private static final Duration KEPT = Duration.ofMinutes(5);

  private final Secrets secrets;
  private final String secretId;
  private final InstantSource clock;
  private @Nullable Kept kept;

  private record Kept(String text, Instant until) {
    /** Hides the text. */
    @Override
    public String toString() {
      return "Kept until " + until;
    }
  }

  public KeptSecret(Secrets secrets, String secretId, InstantSource clock) {
    this.secrets = secrets;
    this.secretId = secretId;
    this.clock = clock;
  }

  /** What the secret is, or was a moment ago. */
  public synchronized String get() {
    Instant now = clock.instant();
    Kept present = kept;
    if (present == null || !now.isBefore(present.until())) {
      present = new Kept(secrets.current(secretId).strip(), now.plus(KEPT));
      // A primed function gets no real secret.
      kept = SdkTransport.answersFromMemory() ? null : present;
    }
    return present.text();
  }

  /** Makes the next use read it anew, since the provider did not know this one. */
  public synchronized void forget() {
    kept = null;
  }
}
