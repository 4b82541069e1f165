package io.marcado.origin;

import io.marcado.platform.http.Answer;
import jakarta.inject.Inject;

/** {@code GET /ready}: the table answers; 503 when it does not. */
public final class GetReadyHandler extends OpenEndpoint<Readiness> {
  @Inject SignsOfLife signs;

  @Override
  protected Answer<Readiness> answer() {
    return Answer.ok(signs.ready());
  }
}
