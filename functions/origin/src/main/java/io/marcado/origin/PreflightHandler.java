package io.marcado.origin;

import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.NoInput;
import io.marcado.platform.http.OriginCall;
import io.marcado.platform.http.OriginEndpoint;
import io.marcado.platform.http.RequestReader;

/**
 * {@code OPTIONS} of every path, at the origin and on every stage. What a page may do stands in the
 * headers that the kernel sets; whether the path exists, the request itself will tell.
 */
public final class PreflightHandler extends OriginEndpoint<NoInput, NoInput> {

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
  protected Answer<NoInput> answer(OriginCall call, NoInput none) {
    return Answer.noContent();
  }
}
