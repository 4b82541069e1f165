package io.marcado.origin;

import io.marcado.platform.http.Answer;
import jakarta.inject.Inject;

/** {@code GET /health}: the process answers. */
public final class GetHealthHandler extends OpenEndpoint<Health> {
  @Inject SignsOfLife signs;

  @Override
  protected Answer<Health> answer() {
    return Answer.ok(signs.alive());
  }
}
