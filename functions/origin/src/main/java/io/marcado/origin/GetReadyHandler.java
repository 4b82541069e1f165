package io.marcado.origin;

import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.NoInput;
import io.marcado.platform.http.OriginCall;
import io.marcado.platform.http.OriginEndpoint;
import io.marcado.platform.http.RequestReader;
import jakarta.inject.Inject;

/** {@code GET /ready}: the table answers; 503 when it does not. */
public final class GetReadyHandler extends OriginEndpoint<NoInput, Readiness> {
  @Inject SignsOfLife signs;

  @Override
  protected Access access() {
    return Access.anyone();
  }

  @Override
  protected NoInput read(RequestReader request) {
    request.query().ignoreOthers();
    return new NoInput();
  }

  @Override
  protected Answer<Readiness> answer(OriginCall call, NoInput none) {
    return Answer.ok(signs.ready());
  }
}
