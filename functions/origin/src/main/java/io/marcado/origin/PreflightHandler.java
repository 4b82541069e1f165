package io.marcado.origin;

import io.marcado.platform.http.Answer;
import io.marcado.platform.http.NoInput;

/**
 * {@code OPTIONS} of every path, at the origin and on every stage. The kernel sets the headers that
 * say what a page may do. Only the request itself shows whether the path exists.
 */
public final class PreflightHandler extends OpenEndpoint<NoInput> {

  @Override
  protected Answer<NoInput> answer() {
    return Answer.noContent();
  }
}
