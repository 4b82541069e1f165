package io.marcado.origin;

import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.NoInput;
import io.marcado.platform.http.OriginCall;
import io.marcado.platform.http.OriginEndpoint;
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
    throw OriginProblems.noSuchRoute();
  }

  @Override
  protected Answer<NoInput> answer(OriginCall call, NoInput none) {
    throw OriginProblems.noSuchRoute();
  }
}
