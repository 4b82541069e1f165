package io.marcado.origin;

import io.marcado.origin.pages.Pages;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Content;
import jakarta.inject.Inject;

/** {@code GET /docs}: the reference, made from the contract when the project was built. */
public final class GetReferenceHandler extends OpenEndpoint<Content> {
  @Inject Pages pages;

  @Override
  protected Answer<Content> answer() {
    return PageAnswers.html(pages.reference());
  }
}
