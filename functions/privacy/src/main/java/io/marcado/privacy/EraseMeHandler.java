package io.marcado.privacy;

import io.marcado.domain.Actor;
import io.marcado.domain.Result;
import io.marcado.identity.published.ErasureProof;
import io.marcado.identity.published.ErasureRefusal;
import io.marcado.identity.published.erasure.ErasureEndpoint;
import io.marcado.privacy.erasure.PersonErasure;
import jakarta.inject.Inject;
import java.time.Instant;

/** {@code DELETE /users/me}: erases the caller for good, after a step-up. */
public final class EraseMeHandler extends ErasureEndpoint {
  @Inject PersonErasure erasure;

  @Override
  protected Result<?, ErasureRefusal> erase(Actor.Person person, ErasureProof proof, Instant now) {
    return erasure.erase(person, proof, now);
  }
}
