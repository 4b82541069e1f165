package io.marcado.origin;

import io.marcado.origin.pages.Page;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Content;

/** Answers that are no JSON. Browsers may keep them for five minutes. */
final class PageAnswers {
  private PageAnswers() {}

  /** A page, with the policy that it needs. */
  static Answer<Content> html(Page page) {
    return content("text/html; charset=utf-8", page.html())
        .header("Content-Security-Policy", page.contentPolicy())
        .header("Cross-Origin-Opener-Policy", "same-origin");
  }

  /** A YAML document. */
  static Answer<Content> yaml(String document) {
    return content("application/yaml; charset=utf-8", document);
  }

  private static Answer<Content> content(String mediaType, String text) {
    return Answer.ok(new Content(mediaType, text)).header("Cache-Control", "public, max-age=300");
  }
}
