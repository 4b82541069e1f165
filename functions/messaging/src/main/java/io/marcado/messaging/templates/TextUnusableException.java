package io.marcado.messaging.templates;

/** A text that no provider takes, with these names: it is empty or too long. */
final class TextUnusableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TextUnusableException() {
    super("no provider takes this text");
  }
}
