package io.marcado.origin;

import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.CommonProblem;
import io.marcado.platform.http.NoInput;
import io.marcado.platform.http.OriginCall;
import io.marcado.platform.http.OriginEndpoint;
import io.marcado.platform.http.Problem;
import io.marcado.platform.http.RequestReader;

/** Every route that nobody declared, at the origin and on every stage. */
public final class NotFoundHandler extends OriginEndpoint<NoInput, NoInput> {

  @Override
  protected Access access() {
    return Access.anyone();
  }

  /** Looks at nothing: whatever was sent, there is no such route. */
  @Override
  protected NoInput read(RequestReader request) {
    throw noSuchRoute();
  }

  @Override
  protected Answer<NoInput> answer(OriginCall call, NoInput none) {
    throw noSuchRoute();
  }

  private static Problem noSuchRoute() {
    return new Problem(
        CommonProblem.NO_SUCH_ROUTE,
        "No operation has this method and path. The origin's /docs shows those that there are.");
  }
}
