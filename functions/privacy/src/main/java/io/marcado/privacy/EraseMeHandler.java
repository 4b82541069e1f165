package io.marcado.privacy;

import io.marcado.identity.published.Erasure;
import io.marcado.identity.published.erasure.ErasureEndpoint;
import io.marcado.privacy.erasure.PersonErasure;
import jakarta.inject.Inject;
import java.time.Instant;

/** {@code DELETE /users/me}: erases the caller for good, after a step-up. */
public final class EraseMeHandler extends ErasureEndpoint {
  @Inject PersonErasure erasure;

  @Override
  protected void goThrough(Erasure begun, Instant now) {
    erasure.goThroughNow(begun, now);
  }
}
