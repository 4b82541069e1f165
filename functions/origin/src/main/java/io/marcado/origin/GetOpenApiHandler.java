package io.marcado.origin;

import io.marcado.origin.pages.Pages;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Content;
import io.marcado.platform.http.NoInput;
import io.marcado.platform.http.OriginCall;
import io.marcado.platform.http.OriginEndpoint;
import io.marcado.platform.http.RequestReader;
import jakarta.inject.Inject;

/** {@code GET /openapi.yaml}: the contract itself. */
public final class GetOpenApiHandler extends OriginEndpoint<NoInput, Content> {
  @Inject Pages pages;

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
  protected Answer<Content> answer(OriginCall call, NoInput none) {
    return PageAnswers.yaml(pages.contract());
  }
}
