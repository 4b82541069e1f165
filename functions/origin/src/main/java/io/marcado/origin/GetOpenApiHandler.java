package io.marcado.origin;

import io.marcado.origin.pages.Pages;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Content;
import jakarta.inject.Inject;

/** {@code GET /openapi.yaml}: the contract itself. */
public final class GetOpenApiHandler extends OpenEndpoint<Content> {
  @Inject Pages pages;

  @Override
  protected Answer<Content> answer() {
    return PageAnswers.yaml(pages.contract());
  }
}
