package io.marcado.origin;

import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.NoInput;
import io.marcado.platform.http.OriginCall;
import io.marcado.platform.http.OriginEndpoint;
import io.marcado.platform.http.RequestReader;

/** An endpoint that answers everybody alike, whatever the query says. */
abstract class OpenEndpoint<O> extends OriginEndpoint<NoInput, O> {

  protected abstract Answer<O> answer();

  @Override
  protected final Access access() {
    return Access.anyone();
  }

  @Override
  protected final NoInput read(RequestReader request) {
    request.query().ignoreOthers();
    return new NoInput();
  }

  @Override
  protected final Answer<O> answer(OriginCall call, NoInput none) {
    return answer();
  }
}
