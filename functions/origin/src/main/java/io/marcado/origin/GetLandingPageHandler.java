package io.marcado.origin;

import io.marcado.origin.pages.Pages;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Content;
import jakarta.inject.Inject;

/** {@code GET /} at the origin: what this is, with links to the reference and the contract. */
public final class GetLandingPageHandler extends OpenEndpoint<Content> {
  @Inject Pages pages;

  @Override
  protected Answer<Content> answer() {
    return PageAnswers.html(pages.landing());
  }
}
